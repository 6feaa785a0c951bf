"""The page that every tutorial teaches: one folium.Marker for each row, in a MarkerCluster, through st_folium."""

import os

import folium
import pandas as pd
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

rows = pd.read_csv(os.environ["BENCH_ROWS"], keep_default_na=False)
st.title("Actions")
frame = folium.Map(location=[20, 0], zoom_start=2)
cluster = MarkerCluster().add_to(frame)
for row in rows.itertuples():
    popup = f"<b>{row.title}</b><br>{row.city}, {row.country}<br>{row.date} {row.start}<br>{row.venue}"
    folium.Marker([row.latitude, row.longitude], popup=popup, tooltip=row.city).add_to(cluster)
st_folium(frame, width=1000)

"""The script that Streamlit runs for each visitor."""

import streamlit as st

from dashboard.web import widgets
from dashboard.web.pages import map

st.set_page_config(page_title="Solidarity Action Map", page_icon=widgets.MARK, layout="wide")
st.html(widgets.STYLE)
map.page()

"""The script that Streamlit runs for each visitor: the frame of every page, and the pages."""

import streamlit as st

from dashboard.web import widgets
from dashboard.web.pages import about, map

st.set_page_config(page_title="Solidarity Action Map", page_icon=widgets.MARK, layout="wide")
st.html(widgets.STYLE)

PAGES = [
    st.Page(map.page, title="Map", url_path="map", default=True),
    st.Page(about.page, title="About", url_path="about"),
]
st.navigation(PAGES, position="hidden").run()

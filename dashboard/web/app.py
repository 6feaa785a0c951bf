"""The script that Streamlit runs for each visitor."""

import streamlit as st

from dashboard.errors import ActionMapError
from dashboard.web import language, log, widgets
from dashboard.web.pages import map

st.set_page_config(page_title="Solidarity Action Map", page_icon=widgets.MARK, layout="wide")
st.html(widgets.STYLE)
try:
    map.page()
except ActionMapError as error:
    log.trouble("reads", str(error))
    widgets.away(language.of_page())

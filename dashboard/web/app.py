"""The script that Streamlit runs for each visitor."""

import streamlit as st

from dashboard.errors import ActionMapError
from dashboard.i18n import ENGLISH, say
from dashboard.web import language, organise, widgets
from dashboard.web.public import map_page
from dashboard.web.serving import log

st.set_page_config(page_title="Solidarity Action Map", page_icon=widgets.MARK, layout="wide")
pages = [
    st.Page(map_page.page, title="Solidarity Action Map", default=True),
    st.Page(organise.page, title="Solidarity Action Map", url_path=organise.PATH),
]
try:
    st.navigation(pages, position="hidden").run()
except ActionMapError as error:
    log.trouble("reads", say(ENGLISH, error))
    widgets.away(language.of_page())

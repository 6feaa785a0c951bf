"""The least that Streamlit can show: what any page costs before it does anything."""

import streamlit as st

st.write("blank")

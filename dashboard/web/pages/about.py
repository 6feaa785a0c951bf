"""What the map shows, what it withholds and why, and where its data is from."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

TEXT = """
<article class="prose">
<p><a href="./{link}" target="_self">Back to the map</a></p>
<h1>About this map</h1>
<p>Organisers send lists of the actions in their cities. This map shows each of them in its city, with its local time,
and counts them. The same facts are in the tables below the map and in the files that anybody may download.</p>
<h2>What is withheld, and why</h2>
<p>In some countries taking part can be dangerous. There we show the city only: no address, no organiser, no link, and
no time before the action. Contacts of organisers are never public. What is withheld is removed before it reaches this
page, so it is in no table, file or feed either.</p>
<h2>What a place on the map means</h2>
<p>A bubble stands for a city, not for an address, unless the card names a venue. A place that could be two places is not
shown until its organiser has said which one is meant.</p>
<h2>Who learns that you looked</h2>
<p>Nobody but this site. The page loads its map, fonts and data from here alone. Street tiles are the one exception: they
come from another host, and only after you have asked for them.</p>
<h2>Data and licences</h2>
<p>Places: GeoNames, CC BY 4.0, © the GeoNames contributors. Land and borders: Natural Earth, public domain. Maps are drawn
with Leaflet and folium. Files: <a href="{api}">the open data of this site</a>.</p>
</article>
"""


def page(base_path: str = "") -> None:
    """Draw the page; the link back keeps the campaign."""
    slug = st.query_params.get("campaign", "")
    link = f"?campaign={quote(slug)}" if slug else ""
    st.html(TEXT.format(link=link, api=f"{base_path}/api/v1/campaigns"))

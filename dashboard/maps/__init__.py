"""The map: a folium frame that holds no row data, and the files it loads from our own host."""

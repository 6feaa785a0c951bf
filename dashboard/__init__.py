"""Solidarity Action Map: from an organiser's spreadsheet to a public world map of actions."""

__version__ = "0.2.0"

"""Measurements against the stock page and other geocoders: the same rows, one machine, one run."""

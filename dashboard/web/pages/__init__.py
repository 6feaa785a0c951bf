"""One module for each page; each reads widgets, asks `resources`, and draws."""

"""The index of places: built once, read by memory map."""

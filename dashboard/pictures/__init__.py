"""Pictures of public counts, drawn here: maps, the card of a link preview, QR codes.

This room is given counts and sentences and cannot reach anything else, so it cannot leak.
"""

"""Pictures of public counts, drawn here: maps, the card of a link preview, QR codes.

This room is given counts and sentences and cannot reach anything else, so it cannot leak.
"""

from dashboard.pictures.card import Card, draw_card, draw_map
from dashboard.pictures.colours import DARK, LIGHT, Colours
from dashboard.pictures.press import Sight, Words, draw_sight, sight, write_sight
from dashboard.pictures.qr import qr_code

"""The web: the server on top, and wings by who asks: `serving`, `public`, `account` and `organise`."""

from typing import Final

NAME: Final = "Solidarity Action Map"
"""What the product is called where no campaign is named."""

"""What letters are short for: NS for New South Wales, Gto. for Guanajuato, N. for North."""

from __future__ import annotations

FIRST_WORDS = {
    "co": ("county",), "n": ("north",), "s": ("south", "san", "sao", "santa", "saint"), "e": ("east",), "w": ("west",),
    "no": ("north",), "so": ("south",),
}  # fmt: skip
"""What the first word of a name may be short for: N. Hollywood, Co. Down."""


def is_initials(short: str, name: str) -> bool:
    """Whether letters are the first ones of a name of several words: "ns" of "new south wales"."""
    initials = "".join(word[0] for word in name.split())
    return len(short) > 1 and initials.startswith(short)


def is_drawn_from(short: str, name: str) -> bool:
    """Whether letters are in a name in this order, the first of both the same: "gto" in "guanajuato"."""
    rest = iter(name)
    return short[:1] == name[:1] and short.isalpha() and all(letter in rest for letter in short)

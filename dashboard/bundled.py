"""Where the files that ship with the program are: `data/` beside the package, or inside it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"
BUNDLED = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "data"


def bundled(*parts: str) -> Path:
    """The path of a bundled file, such as ``bundled("example", "actions.csv")``."""
    return BUNDLED.joinpath(*parts)

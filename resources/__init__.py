"""What the program reads beside its code: fonts, icons, styles, translations and the sample."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where they lie. ``importlib.resources`` would add a tenth of an empty window to every start."""

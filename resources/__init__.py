"""Data files that the program reads: fonts, icons, styles, translations and the sample."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder of the data files. ``importlib.resources`` would add a tenth of an empty window to every start."""

"""Data files: fonts, icons, styles, names, translations and the sample conference."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder of the data files.

``importlib.resources`` would add a tenth of the time that an empty window takes to every start.
"""

"""The data files: fonts, icons, styles, names, help, translations and the sample conferences.

`resources/sample/trygghetnu.json` is the sample, `resources/sample/full.json` the full example in all languages, with
`resources/sample/portraits`, drawn by `tools/portraits.py`; `resources/styles/window.qss` the style sheet of the
window, with names in place of colours (`ui/kit/theme/theme.py` has them); `resources/icons` the icons, of which arrows
and ticks are there for light and for dark, and `resources/icons/estrad.svg` is the program's; `resources/fonts` the
typeface Inter of window and paper; `resources/names/given.txt` the given names by which an import knows people;
`resources/translations` the catalogues; `resources/help` the text of the help and its pictures; `resources/page` the
template and the style sheet of the web page.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder of the data files.

``importlib.resources`` would add a tenth of the time that an empty window takes to every start.
"""

"""Run before `main.py` in a packaged Estrad: what the loader told itself by variables is not told to other programs.

A browser or mail program that Estrad opens would otherwise load our libraries instead of its own.
"""

import os

for _name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[_name]
if "LD_LIBRARY_PATH" in os.environ:  # the system's loader has read it, and looks there for all that is loaded later
    _said = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    del os.environ["LD_LIBRARY_PATH"]
    if _said:
        os.environ["LD_LIBRARY_PATH"] = _said

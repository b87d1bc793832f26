"""``python -m tools.pictures``: makes pictures of the window, and compares those of two trees."""

import sys

from tools.pictures.running import main

sys.exit(main(sys.argv[1:]))

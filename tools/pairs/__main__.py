"""``python -m tools.pairs``: compares what dragging and painting cost with another commit."""

import sys

from tools.pairs.running import main

sys.exit(main(sys.argv[1:]))

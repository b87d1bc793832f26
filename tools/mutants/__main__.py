"""``python -m tools.mutants``: puts faults into the code one at a time and runs the tests that should notice."""

import sys

from tools.mutants.running import main

sys.exit(main(sys.argv[1:]))

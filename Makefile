# Every target is one call; the same without make: `python3 tools/bootstrap.py TARGET` (Windows: `py tools\bootstrap.py TARGET`).
PYTHON ?= python3
ARGS ?=

.NOTPARALLEL:
.PHONY: run test fast check soak roots package test-package wheel browsers bench pictures setup lock translations clean

run test fast check soak roots package test-package wheel browsers bench pictures setup lock translations:
	@$(PYTHON) tools/bootstrap.py $@ $(ARGS)

# Keeps out/, where the sample with its edits lies.
clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

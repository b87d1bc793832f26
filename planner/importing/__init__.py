"""Imports conferences from files: a source reads a file, a plan shows what it would do, and a change does that."""

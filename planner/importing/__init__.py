"""Imports conferences from files: a source reads the file, a plan shows what importing it would do, and a change does
it.
"""

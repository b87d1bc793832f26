"""Stores a conference in an ``.estrad`` file, which is an SQLite database; all SQL is here.

See docs/file-format.md.
"""

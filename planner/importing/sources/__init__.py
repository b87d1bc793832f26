"""Readers of files, one for each kind, which convert a file into an ``Incoming`` or into tables."""

"""Readers of files, one for each kind; each turns a file into an ``Incoming``."""

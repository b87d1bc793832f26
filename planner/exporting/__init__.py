"""Exports files for attendees, each generated from a ``Programme``."""

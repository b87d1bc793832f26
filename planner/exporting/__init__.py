"""Exports files: those for attendees, each made from a ``Programme``, and tables for the organisers."""

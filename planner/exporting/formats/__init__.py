"""Exports the programme in the file formats of other programs, with a module for each."""

"""Mapping of a table's columns and cells to fields, guessed and chosen, and the ``Incoming`` made with it."""

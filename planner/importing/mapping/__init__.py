"""Maps a table's columns and cells to fields, by guesses and choices, and reads them into an ``Incoming``."""

"""Maps table columns and cells to fields, from guesses and the user's choices, and reads them into an ``Incoming``."""

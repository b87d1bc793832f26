"""The inspector: the form of what is selected, and the page of the conference."""

"""The inspector, which has the form of the selected entities, and the page of the conference."""

"""The timeline's geometry as plain arithmetic that needs no window."""

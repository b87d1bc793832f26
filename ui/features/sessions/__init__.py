"""Commands on sessions, and filling a day in order."""

"""The commands on sessions, and filling a day in order."""

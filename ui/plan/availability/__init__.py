"""The editor of time windows: as bars to draw on, and as text."""

"""The editor of windows of time: bars to draw on, and the same as text."""

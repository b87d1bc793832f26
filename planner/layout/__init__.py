"""The timeline's geometry as plain arithmetic: no pixel of it needs a window."""

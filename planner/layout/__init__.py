"""The timeline's geometry as plain arithmetic, without Qt."""

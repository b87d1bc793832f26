"""The command palette: find anything, go there or do it."""

"""The command palette: searches entities and actions."""

"""The command palette: searches entities and actions, and reads typed verbs."""

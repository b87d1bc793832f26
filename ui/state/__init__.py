"""The state of an open conference's window: selection, view state, drafts, settings, and what features share."""

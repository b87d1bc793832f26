"""The open conference as the window holds it: selection, view state, drafts, settings, and what features share."""

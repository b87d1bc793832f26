"""The timeline: a list view of sessions with its own geometry."""

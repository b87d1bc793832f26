"""The timeline: a list of sessions with a geometry of its own."""

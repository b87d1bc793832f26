"""Rescheduling: shifting the sessions that follow, and changing gaps, lengths and breaks."""

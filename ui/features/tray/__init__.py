"""The tray: unplaced sessions, and the palette of sessions to insert."""

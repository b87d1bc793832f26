"""The tray: sessions that wait for a place, and what can be inserted."""

"""The panels around the timeline: tray, inspector and problems, and the editors of their fields."""

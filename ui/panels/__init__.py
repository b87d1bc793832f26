"""What lies around the timeline: tray, inspector, problems."""

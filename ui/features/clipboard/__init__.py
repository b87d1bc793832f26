"""Cut, copy and paste of sessions and tables."""

"""The grid of hours and rooms, and the tiles on it, which the timeline and the moderators' board share."""

"""The grid of hours and rooms, and the blocks on it, that the timeline and the moderators' board share."""

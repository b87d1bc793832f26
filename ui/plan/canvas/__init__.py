"""The grid of hours and rooms, and the blocks on it, which the timeline and the moderators' board share."""

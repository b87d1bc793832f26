"""The moderators' board: who moderates what."""

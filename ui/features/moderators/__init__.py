"""The moderators' board, which shows who moderates each session."""

"""The moderators' page: the board of sessions and shifts of a day, and the people to assign."""

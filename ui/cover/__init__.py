"""The moderators' page: a board of sessions and stretches that also shows the sessions without a moderator."""

"""Verbs: functions that look at a snapshot and return a change. They do nothing themselves."""

"""Commands: functions that look at a snapshot and return a change. They change nothing themselves."""

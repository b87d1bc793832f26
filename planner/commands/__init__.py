"""Commands: functions that take a snapshot and return a change, without side effects."""

"""The history, the changes of a day, and the versions of the plan."""

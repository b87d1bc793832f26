"""The planner: the values, rules, file and products of a conference, without Qt."""

"""The planner: values, rules, file and products of a conference. Nothing in here knows Qt."""

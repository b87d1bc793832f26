"""The pages other than the timeline: lists of people, sessions and rooms, and the conference page."""

"""The pages beside the timeline: lists of people, sessions and rooms, and the conference itself."""

"""The timeline: the sessions of a day on a grid of hours and rooms."""

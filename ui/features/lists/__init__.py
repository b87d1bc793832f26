"""The pages with lists of people, sessions and rooms."""

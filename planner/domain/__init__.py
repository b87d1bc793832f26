"""The values that make up a conference, and the queries on them."""

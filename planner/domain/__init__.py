"""The values of a conference and the questions one can ask of them."""

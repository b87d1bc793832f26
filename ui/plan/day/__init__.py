"""The canvas of a day: its scene, its layers and what is looked for in it."""

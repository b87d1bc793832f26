"""The parts that show a plan: the canvas with its layers and tools, and the drawn availability."""

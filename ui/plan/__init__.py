"""The parts that show a plan: the canvas with its layers and tools, two plans compared, and availability as text."""

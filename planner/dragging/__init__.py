"""Dragging sessions as values and functions: the state of a drag, its transitions, and the change of a drop."""

"""Photos and logos: reading, cropping, cleaning and shrinking them, and showing them."""

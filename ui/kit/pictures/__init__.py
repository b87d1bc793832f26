"""Photos and logos: reading, cropping, encoding and painting them."""

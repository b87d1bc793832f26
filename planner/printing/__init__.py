"""What is printed: one file a product, each giving pages of marks in millimetres."""

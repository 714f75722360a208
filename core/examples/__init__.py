"""What ships with the product, as a second home that nobody writes to."""

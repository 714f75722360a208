"""What lies on disk, published whole and checked on reading."""

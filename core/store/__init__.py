"""Everything on disk, published atomically and verified on reading."""

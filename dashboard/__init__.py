"""What a reader sees: the frame, the blocks of pages, and the way to the disk."""

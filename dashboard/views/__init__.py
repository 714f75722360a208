"""What a page shows: a run, test sets, an upload, a comparison, a replay."""

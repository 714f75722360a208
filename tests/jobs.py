"""Waiting for jobs."""

import time


def wait_until_stopped(job, seconds):
    """Wait for a job to end; return whether it did."""
    deadline = time.monotonic() + seconds
    while job.is_alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True

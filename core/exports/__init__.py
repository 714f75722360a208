"""Files to take away: tables, misread pictures, verdicts, and the network."""

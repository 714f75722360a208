"""Exported files: tables, misread pictures, verdicts, and the network."""

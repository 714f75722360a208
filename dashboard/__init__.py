"""The dashboard: the frame, blocks, widgets, views and caches of its pages."""

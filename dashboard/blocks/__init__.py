"""The blocks of the pages, a module for each page."""

"""Suspect labels: images whose label may be wrong, the most doubtful first."""

from dashboard import components, examining
from dashboard.view import current_view

view = current_view().as_labelled
found = examining.suspects(view)
components.suspects_headline(view, found)
components.counted_as_labelled(view)
components.suspect_grid(view, found)
components.case_drawer(view, components.suspect_rows(found), "doubtful")

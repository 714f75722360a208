"""Weak spots: traits of handwriting with which digits are misread more often."""

from dashboard import components, examining
from dashboard.view import current_view

view = current_view()
spots = examining.weak_spots(view)
components.spots_headline(view, spots)
components.spot_list(view, spots)
components.case_drawer(view, components.spot_rows(view, spots), "file")

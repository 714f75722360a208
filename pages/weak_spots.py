"""Weak spots: traits of handwriting with which digits are misread more often."""

from dashboard.blocks import case, slices
from dashboard.views.view import current_view

view = current_view()
found = view.slices()
slices.slices_headline(view, found)
slices.slice_list(view, found)
case.case_drawer(view, slices.slice_rows(view, found), "file")

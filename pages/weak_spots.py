"""Weak spots: traits of handwriting with which digits are misread more often."""

from dashboard import blocks
from dashboard.views.view import current_view

view = current_view()
slices = view.slices()
blocks.slices_headline(view, slices)
blocks.slice_list(view, slices)
blocks.case_drawer(view, blocks.slice_rows(view, slices), "file")

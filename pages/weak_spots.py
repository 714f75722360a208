"""Weak spots: traits of handwriting with which digits are misread more often."""

from dashboard import components, explanations
from dashboard.view import current_view

view = current_view()
slices = explanations.slices(view)
components.slices_headline(view, slices)
components.slice_list(view, slices)
components.case_drawer(view, components.slice_rows(view, slices), "file")

"""Suspect labels: images whose label may be wrong, the most doubtful first."""

from dashboard import blocks
from dashboard.views.view import current_view

view = current_view().with_original_labels
issues = view.label_issues()
blocks.label_issues_headline(view, issues)
blocks.original_labels_notice(view)
blocks.label_issue_grid(view, issues)
blocks.case_drawer(view, blocks.label_issue_rows(issues), "doubtful")

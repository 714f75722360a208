"""Suspect labels: images whose label may be wrong, the most doubtful first."""

from dashboard import components, explanations
from dashboard.view import current_view

view = current_view().with_original_labels
issues = explanations.label_issues(view)
components.label_issues_headline(view, issues)
components.original_labels_notice(view)
components.label_issue_grid(view, issues)
components.case_drawer(view, components.label_issue_rows(issues), "doubtful")

"""Suspect labels: images whose label may be wrong, the most doubtful first."""

from dashboard import session
from dashboard.blocks import case, common, jury, label_issues
from dashboard.views.view import current_view

view = current_view().with_original_labels
if view.evaluation.has_confidence or view.jury().has_probabilities.any():
    issues = view.label_issues()
    label_issues.label_issues_headline(view, issues)
    jury.jury_panel(view)
    common.original_labels_notice(view)
    label_issues.label_issue_grid(view, issues)
    case.case_drawer(view, label_issues.label_issue_rows(issues), "doubtful")
else:
    label_issues.no_confidence_notice()
    jury.jury_panel(view)
    case.case_drawer(view, view.rows(session.selection()))

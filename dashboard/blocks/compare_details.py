"""The end of the Compare page: both accuracies, other settings, or other digits."""

from typing import Any

import streamlit as st

from core.model.recipes import diff_recipes
from dashboard.blocks.common import AccuracyRow, caption, intervals, lead_text
from dashboard.text import (
    describe_run,
    digit_set_title,
    escape_markdown,
    format_list,
    say,
    setting_value,
)
from dashboard.views.comparison import OtherRun, OtherSet
from dashboard.views.view import View


def accuracy_of_both_runs(view: View, other: OtherRun) -> None:
    """Draw the accuracy of both runs on the digits in view."""
    st.header(say("compare-accuracy"), anchor=False)
    caption(say("overview-accuracy-caption"))
    lines = [
        AccuracyRow(
            say("compare-line", role=say(f"compare-{role}"), run=describe_run(run)),
            evaluation,
            shown=run == view.run,
        )
        for role, run, evaluation in [
            ("before", other.run, other.evaluation),
            ("now", view.run, view.evaluation),
        ]
    ]
    intervals(lines, key="both_intervals")


def other_settings(view: View, other: OtherRun) -> None:
    """Draw a table of the settings in which the two trainings differ."""
    st.header(say("compare-settings"), anchor=False)
    if other.run.recipe is None or view.run.recipe is None:
        st.markdown(say("elsewhere-settings"))
        return
    found: dict[str, tuple[Any, Any]] = {}
    if other.run.data != view.run.data:
        found["data"] = (other.run.data, view.run.data)
    found |= diff_recipes(other.run.recipe, view.run.recipe)
    if not found:
        st.markdown(say("compare-settings-same"))
        return
    heads = (say("compare-settings-name"), say("compare-before"), say("compare-now"))
    lines = [f"| {' | '.join(heads)} |", "|-|-|-|"]
    for name, values in found.items():
        before, now = (escape_markdown(setting_value(name, each)) for each in values)
        lines.append(f"| {say('compare-setting', name=name)} | {before} | {now} |")
    st.markdown("\n".join(lines))


def other_set_lead() -> None:
    """Draw why one run on two test sets is shown without a significance test."""
    st.title(say("compare-digits-title"), anchor=False)
    lead_text(say("compare-digits"))


def accuracy_on_both_sets(view: View, other: OtherSet) -> None:
    """Draw the accuracy of the run on the digits in view and on the others."""
    caption(say("overview-accuracy-caption"))
    here = format_list(digit_set_title(each) for each in view.records)
    there = digit_set_title(other.record)
    lines = [
        AccuracyRow(here, view.evaluation, shown=True),
        AccuracyRow(there, other.evaluation, shown=False),
    ]
    intervals(lines, key="both_intervals")

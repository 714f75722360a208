"""The sections of the report that are about numbers: how sure, how many, how made."""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from markupsafe import Markup

from core.analysis.confidence import DEFAULT_THRESHOLD, coverage_at, reliability
from core.analysis.evaluation import Evaluation
from core.analysis.metrics import ENOUGH_IMAGES, per_class
from core.charts.drawings import Interval, interval_chart, learning_curves
from core.charts.reliability import (
    bin_sentence,
    coverage_sentences,
    reliability_drawing,
)
from core.data.digits import UNKNOWN
from core.report.values import ImportFacts, Report, TrainingFacts
from core.wording import duration, join_sentences, percent, say


def intervals(report: Report) -> Markup:
    """Draw the accuracy on each digit set with its interval."""
    evaluation, language = report.evaluation, report.language
    lines = []
    for source, title in zip(evaluation.sources, report.titles, strict=True):
        measured = evaluation.restrict_to_source(source).accuracy
        if not measured.is_enough:
            continue
        decimals = 2 if measured.margin < 0.005 else 1
        counts = {"mistakes": measured.mistakes, "n": measured.n}
        lines.append(
            Interval(
                name=title,
                value=measured.value,
                low=measured.low,
                high=measured.high,
                figure=percent(measured.value, decimals, language),
                note=say("overview-accuracy-note", language, **counts),
                shown=True,
            )
        )
    # The drawing has escaped every text.
    return Markup(interval_chart(lines, language)) if lines else Markup()


def sure(report: Report) -> dict[str, Any]:
    """Say what it answers when it is sure enough, and whether that can be believed.

    Returns:
        Nothing where no image has a label. A drawing only for digit sets with enough
        images.
    """
    evaluation, language = report.evaluation, report.language
    if not evaluation.num_labelled:
        return {}
    sets, few = [], False
    for source, title in zip(evaluation.sources, report.titles, strict=True):
        bins = [
            each
            for each in reliability(evaluation.restrict_to_source(source))
            if each.accuracy.n
        ]
        if sum(each.accuracy.n for each in bins) < ENOUGH_IMAGES:
            continue
        few |= any(not each.accuracy.is_enough for each in bins)
        alt = say("sure-reliability-alt", language, source=title)
        sets.append(
            {
                "title": title if len(report.titles) > 1 else "",
                # The drawing has escaped every text.
                "drawing": Markup(reliability_drawing(bins, alt, language)),
                "sentences": [bin_sentence(each, language) for each in reversed(bins)],
            }
        )
    captions = [say("sure-reliability-caption", language)]
    if few:
        captions.append(say("sure-reliability-few", language))
    return {
        "sentence": coverage_sentences(
            coverage_at(evaluation, DEFAULT_THRESHOLD), language
        ),
        "caption": join_sentences(captions, language) if sets else "",
        "sets": sets,
    }


def counts(evaluation: Evaluation, language: str) -> list[dict[str, Any]]:
    """Count the images and the mistakes of each digit."""
    matrix = evaluation.confusion_matrix
    largest = max(int(matrix.sum(axis=1).max()), 1)
    return [
        {
            "digit": row["digit"],
            "n": row["n"],
            "mistakes": row["mistakes"],
            "share": percent(row["mistakes"] / row["n"], 1, language)
            if row["mistakes"] and row["n"] >= ENOUGH_IMAGES
            else "",
            "length": f"{100 * row['n'] / largest:.1f}%",
        }
        for row in per_class(matrix).to_dict("records")
    ]


def curves(report: Report) -> list[tuple[str, Markup]]:
    """Draw how the training went, if that is known.

    The drawings have escaped every text.
    """
    language = report.language
    if report.history is None:
        return []
    measures: tuple[Literal["accuracy", "loss"], ...] = ("accuracy", "loss")
    return [
        (
            say(f"training-{measure}", language),
            Markup(
                learning_curves(
                    report.history,
                    measure=measure,
                    training=say("overview-curve-training", language),
                    validation=say("overview-curve-validation", language),
                    epoch=say("overview-curve-epoch", language),
                    alt=say(f"training-{measure}-alt", language),
                )
            ),
        )
        for measure in measures
    ]


def facts(report: Report) -> list[tuple[str, str]]:
    """List how the run and this file were made."""
    made, language = report.made, report.language
    unlabelled = int(np.count_nonzero(report.evaluation.labels == UNKNOWN))
    values: dict[str, Mapping[str, object]] = {
        **_result(report.evaluation, language),
        "tested": {
            "sources": tuple(report.titles),
            "n": report.evaluation.n,
            "unlabelled": unlabelled,
        },
        **(
            _import_facts(made)
            if isinstance(made, ImportFacts)
            else _training_facts(made, language)
        ),
        "id": {"id": made.id, "date": report.date},
    }
    return [
        (
            say(f"report-fact-{name}", language),
            say(f"report-fact-{name}-is", language, **each),
        )
        for name, each in values.items()
    ]


def _import_facts(made: ImportFacts) -> dict[str, Mapping[str, object]]:
    return {"elsewhere": {"title": made.title, "created": made.created[:10]}}


def _training_facts(
    made: TrainingFacts, language: str
) -> dict[str, Mapping[str, object]]:
    return {
        "learned": {"data": say("data-name", language, name=made.data), "n": made.n},
        "recipe": {
            "preset": made.preset,
            "epochs": made.epochs,
            "batch": made.batch_size,
            "seed": str(made.seed),
            "members": made.members,
        },
        "network": {"parameters": made.parameters},
        "judged": {"fold": "yes" if made.out_of_fold else "no"},
        "when": {
            "created": made.created[:10],
            "seconds": duration(made.seconds, language),
        },
        "versions": {"versions": _versions(made, language)},
    }


def _versions(made: TrainingFacts, language: str) -> tuple[str, ...]:
    return tuple(
        f"{say('version-name', language, name=name)} {version}"
        for name, version in made.versions.items()
    )


def _result(evaluation: Evaluation, language: str) -> dict[str, Mapping[str, object]]:
    """Say the accuracy and its interval as the command line does."""
    measured = evaluation.accuracy
    if not measured.is_enough:
        return {}
    shares = {
        name: percent(share, 2, language)
        for name, share in (
            ("accuracy", measured.value),
            ("low", measured.low),
            ("high", measured.high),
        )
    }
    counts = {"mistakes": measured.mistakes, "n": measured.n}
    return {"result": {**counts, **shares}}

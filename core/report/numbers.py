"""The sections of the report with numbers: calibration, counts and facts."""

from typing import Any

from markupsafe import Markup

from core.analysis.confidence import DEFAULT_THRESHOLD, coverage_at, reliability
from core.analysis.evaluation import Evaluation
from core.analysis.metrics import ENOUGH_IMAGES, per_class
from core.charts.curves import Measure, learning_curves
from core.charts.intervals import Interval, interval_chart
from core.charts.reliability import reliability_chart
from core.report.values import ImportFacts, Report, TrainingFacts
from core.wording import duration, join_sentences, percent, say
from core.wording.calibration import bin_sentence, coverage_sentences


def intervals(report: Report) -> Markup:
    """Draw the accuracy on each digit set with its interval."""
    evaluation, language = report.evaluation, report.language
    lines = [
        Interval(name=title, accuracy=evaluation.restrict_to_source(source).accuracy)
        for source, title in zip(evaluation.sources, report.titles, strict=True)
    ]
    lines = [line for line in lines if line.accuracy.is_enough]
    # The chart has escaped all text.
    return Markup(interval_chart(lines, language)) if lines else Markup()


def calibration(report: Report) -> dict[str, Any]:
    """Return coverage as a sentence, and calibration as a chart for each digit set.

    Without labels the result is empty. Sets with too few images have no chart. Without
    confidence, the sentence says so.
    """
    evaluation, language = report.evaluation, report.language
    if not evaluation.num_labelled:
        return {}
    if not evaluation.has_confidence:
        return {"sentence": say("sure-unknown", language), "caption": "", "sets": []}
    sets, few = [], False
    for source, title in zip(evaluation.sources, report.titles, strict=True):
        every = reliability(evaluation.restrict_to_source(source))
        bins = [each for each in every if each.accuracy.n]
        if sum(each.accuracy.n for each in bins) < ENOUGH_IMAGES:
            continue
        few |= any(not each.accuracy.is_enough for each in bins)
        alt = say("sure-reliability-alt", language, source=title)
        sets.append(
            {
                "title": title if len(report.titles) > 1 else "",
                # The chart has escaped all text.
                "chart": Markup(reliability_chart(bins, alt, language)),
                "sentences": [bin_sentence(each, language) for each in reversed(bins)],
            }
        )
    captions = [say("sure-reliability-caption", language)]
    if few:
        captions.append(say("sure-reliability-few", language))
    coverage = coverage_at(evaluation, DEFAULT_THRESHOLD)
    return {
        "sentence": coverage_sentences(coverage, language),
        "caption": join_sentences(captions, language) if sets else "",
        "sets": sets,
    }


def counts(evaluation: Evaluation, language: str) -> list[dict[str, Any]]:
    """Return the numbers of images and of mistakes of each digit."""
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
    """Draw the learning curves with their titles; none for an imported run."""
    history, language = report.history, report.language
    if history is None:
        return []
    measures: tuple[Measure, ...] = ("accuracy", "loss")
    drawn = []
    for measure in measures:
        alt = say(f"training-{measure}-alt", language)
        curve = learning_curves(history, measure, alt=alt, language=language)
        # The chart has escaped all text.
        drawn.append((say(f"training-{measure}", language), Markup(curve)))
    return drawn


def facts(report: Report) -> list[tuple[str, str]]:
    """Return names and values: the result, the training and this file."""
    origin, language, evaluation = report.origin, report.language, report.evaluation
    values: dict[str, dict[str, object]] = {
        "result": _result(evaluation, language),
        "tested": {
            "sources": tuple(report.titles),
            "n": evaluation.n,
            "unlabelled": evaluation.n - evaluation.num_labelled,
        },
        **_origin_facts(origin, language),
        "id": {
            "id": origin.id,
            "date": report.date,
            "version": report.version or "unknown",
        },
    }
    return [
        (
            say(f"report-fact-{name}", language),
            say(f"report-fact-{name}-is", language, **each),
        )
        for name, each in values.items()
        if each
    ]


def _origin_facts(
    origin: TrainingFacts | ImportFacts, language: str
) -> dict[str, dict[str, object]]:
    if isinstance(origin, ImportFacts):
        return {"elsewhere": {"title": origin.title, "created": origin.created[:10]}}
    versions = (
        f"{say('version-name', language, name=name)} {version}"
        for name, version in origin.versions.items()
    )
    return {
        "learned": {
            "data": say("data-name", language, name=origin.data),
            "n": origin.n,
        },
        "recipe": {
            "preset": origin.preset,
            "epochs": origin.epochs,
            "batch": origin.batch_size,
            "seed": str(origin.seed),
            "members": origin.members,
        },
        "network": {"parameters": origin.parameters},
        "judged": {"fold": "yes" if origin.out_of_fold else "no"},
        "when": {
            "created": origin.created[:10],
            "seconds": duration(origin.seconds, language),
        },
        "versions": {"versions": tuple(versions)},
    }


def _result(evaluation: Evaluation, language: str) -> dict[str, object]:
    """Return the accuracy and its interval, formatted as on the command line."""
    measured = evaluation.accuracy
    if not measured.is_enough:
        return {}
    return {
        "mistakes": measured.mistakes,
        "n": measured.n,
        "accuracy": percent(measured.value, 2, language),
        "low": percent(measured.low, 2, language),
        "high": percent(measured.high, 2, language),
    }

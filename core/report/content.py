"""The sections of the report, as plain values for its template."""

from collections.abc import Hashable, Sequence
from typing import Any, Final

from markupsafe import Markup

from core.analysis.findings import Finding, findings, source_findings
from core.analysis.metrics import ENOUGH_IMAGES, confused_pairs
from core.charts import assets
from core.charts.matrix import matrix_words, shade_levels
from core.charts.sprites import data_uri, ink_png_bytes
from core.charts.thumbnails import make_thumbnail
from core.data.uploaded_files import sanitize_text
from core.report import numbers
from core.report.image_selection import SelectedImages, select_images
from core.report.values import ImportFacts, Report
from core.wording import format_confidence, join_sentences, percent, say, say_finding
from core.wording.glossary import glossary
from core.wording.verdict_impact import verdict_impact_sentence

_LEAD: Final = 3
_PAIRS: Final = 5
_PAIR_TILES: Final = 9
_ORIGINAL_SIDE: Final = 96


def content(report: Report) -> dict[str, Any]:
    """Return the variables of the template."""
    shown = select_images(report.evaluation)
    images = report.pictures(shown.rows)
    pictures = None
    if images is not None:
        pictures = [data_uri(ink_png_bytes(each)) for each in images]
    return {
        "lang": report.language,
        "words": lambda message, **values: say(message, report.language, **values),
        "sentence_gap": join_sentences(["", ""], report.language),
        "whole": "{:,}".format,
        "wordmark": _wordmark(),
        "has_pictures": pictures is not None,
        "sure": _sure_kind(report),
        "labelled": report.evaluation.num_labelled,
        "note": sanitize_text(report.note),
        **_head(report),
        "pairs": _pairs(report, shown, pictures),
        "matrix": _matrix(report, shown),
        "tiles": _tiles(report, shown, pictures),
        "calibration": numbers.calibration(report),
        "diagnosis": _finding_texts(report.diagnosis_findings, report),
        "change": _finding_texts(report.change, report),
        "against": report.against,
        "intervals": numbers.intervals(report),
        "counts": numbers.counts(report.evaluation, report.language),
        "curves": numbers.curves(report),
        "facts": numbers.facts(report),
        "holds": _personal_data(report),
        "glossary": glossary(report.language),
    }


def _finding_texts(shown: Sequence[Finding], report: Report) -> list[str]:
    titles = dict(zip(report.evaluation.sources, report.titles, strict=True))
    return [say_finding(each, report.language, titles) for each in shown]


def _head(report: Report) -> dict[str, Any]:
    headline, *others = _finding_texts(findings(report.evaluation), report)
    origin, sources = report.origin, tuple(report.titles)
    return {
        "headline": headline,
        "lead": join_sentences(others[:_LEAD], report.language),
        "more": others[_LEAD:],
        "verdicts": verdict_impact_sentence(report.verdict_impact, report.language)
        if report.verdict_impact
        else "",
        "per_source": _finding_texts(source_findings(report.evaluation), report),
        "about": say(
            "report-about",
            report.language,
            made="elsewhere" if isinstance(origin, ImportFacts) else "here",
            sources=sources,
            n=report.evaluation.n,
            labelled=report.evaluation.num_labelled,
        ),
        "line": say(
            "report-line",
            report.language,
            sources=sources,
            name=origin.title if isinstance(origin, ImportFacts) else origin.preset,
            date=report.date,
        ),
    }


def _sure_kind(report: Report) -> str:
    return "known" if report.evaluation.has_confidence else "unknown"


def _personal_data(report: Report) -> str:
    """Name the parts of the report that may identify a writer."""
    parts = {"names": report.names, "originals": report.original}
    return "-".join(name for name, part in parts.items() if part) or "nothing"


def _pairs(
    report: Report, shown: SelectedImages, pictures: Sequence[str] | None
) -> list[dict[str, Any]]:
    table = confused_pairs(report.evaluation.confusion_matrix).head(_PAIRS)
    return [
        _pair(pair, shown, pictures, report.language)
        for pair in table.to_dict("records")
    ]


def _pair(
    pair: dict[Hashable, Any],
    shown: SelectedImages,
    pictures: Sequence[str] | None,
    language: str,
) -> dict[str, Any]:
    n = round(pair["count"] / pair["share"])
    places = shown.positions_in_cell(pair["true"], pair["predicted"])[:_PAIR_TILES]
    tiles = [pictures[place] for place in places] if pictures else []
    hidden = pair["count"] - len(tiles)
    return {
        "true": pair["true"],
        "predicted": pair["predicted"],
        "count": pair["count"],
        "of": say("overview-pair-count", language, n=n),
        "share": percent(pair["share"], 1, language) if n >= ENOUGH_IMAGES else "",
        "pictures": tiles,
        "more": say("overview-more", language, count=hidden) if hidden else "",
    }


def _matrix(report: Report, shown: SelectedImages) -> dict[str, Any]:
    evaluation, language = report.evaluation, report.language
    counts = evaluation.confusion_matrix
    n = counts.sum(axis=1)
    misread = n - counts.diagonal()
    return {
        "counts": counts.tolist(),
        "strengths": shade_levels(counts).tolist(),
        "n": n.tolist(),
        "misread": misread.tolist(),
        "shares": [
            percent(wrong / total, 1, language) if total >= ENOUGH_IMAGES else ""
            for wrong, total in zip(misread.tolist(), n.tolist(), strict=True)
        ],
        "columns": (counts.sum(axis=0) - counts.diagonal()).tolist(),
        "total": int(misread.sum()),
        # For the script, which replaces the table by a matrix that can be clicked.
        "data": {
            "counts": counts.tolist(),
            "mode": "count",
            "chosen": None,
            "words": matrix_words(language),
        },
        "sentences": {
            "part": say("report-cell-part", language),
            "none": say("report-cell-none", language),
            "none_right": say("report-cell-none-right", language),
            "right": say("report-cell-right", language, sure=_sure_kind(report)),
        },
        "hidden": shown.num_hidden,
    }


def _tiles(
    report: Report, shown: SelectedImages, pictures: Sequence[str] | None
) -> list[dict[str, Any]]:
    addresses: Sequence[str | None] = pictures or [None] * len(shown.rows)
    rows = zip(shown.rows.tolist(), addresses, strict=True)
    return [_tile(report, row, address) for row, address in rows]


def _tile(report: Report, row: int, picture: str | None) -> dict[str, Any]:
    evaluation, language = report.evaluation, report.language
    label, prediction = int(evaluation.labels[row]), int(evaluation.predictions[row])
    sure = ""
    if evaluation.has_confidence:
        sure = format_confidence(float(evaluation.confidence[row]), language)
    kind = "report-image-right" if label == prediction else "report-image"
    original = report.original(row) if report.original else None
    thumbnail = original and make_thumbnail(original.content, _ORIGINAL_SIDE)
    return {
        "true": label,
        "predicted": prediction,
        "sure": sure,
        "picture": picture,
        "alt": say(
            kind,
            language,
            true=label,
            predicted=prediction,
            sure=sure or "unknown",
        ),
        "name": report.names[row] if report.names else "",
        "original": thumbnail,
    }


def _wordmark() -> Markup:
    mark = assets.read("wordmark-light.svg")
    mark = mark.replace("#16202E", "currentColor").replace("#C23B0A", "var(--mark)")
    return Markup(mark)

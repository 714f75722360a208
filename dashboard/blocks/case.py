"""The case drawer: one image, its explanations, and what-if changes."""

from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.analysis.diagnosis_findings import correction_finding
from core.analysis.occlusion import occlusion_finding, occlusion_sensitivity
from core.analysis.what_if import (
    MAX_SHIFT,
    MAX_STROKE,
    MAX_TURN,
    Change,
    apply_change,
)
from core.charts.case import (
    NeighbourRow,
    case_drawing,
    neighbours_drawing,
    occlusion_drawing,
)
from core.data.digits import UNKNOWN
from core.work.evaluating import scorer
from core.work.nearest_neighbours import nearest_training_digits
from core.work.upload_diagnosis import diagnose_image
from dashboard import address, session
from dashboard.blocks.common import caption, image_markdown, outcome
from dashboard.blocks.verdict import verdict_panel
from dashboard.text import (
    current_language,
    escape_markdown,
    finding_sentence,
    format_confidence,
    say,
)
from dashboard.views.view import View
from dashboard.widgets.drawing import drawing
from dashboard.widgets.drawing_pad import edited_image, retouch

_WIDTH: Final = 480  # Pixels.
_NUM_NEIGHBOURS: Final = 5
_SMALLEST_JURY: Final = 2
# What is left of an order of images if their confidence is not known.
_ORDERS_WITHOUT_CONFIDENCE: Final = {"doubt": "misread"} | dict.fromkeys(
    ("sure", "unsure", "confident", "close"), "file"
)


def case_drawer(view: View, rows: NDArray[np.int64], order: str | None = None) -> None:
    """Draw the drawer if an image is open; it shows the original label.

    Its buttons step through `rows`, int64 (m,), whose order has the name `order`, by
    default that of the selection.
    """
    case = session.case()
    if case is None:
        return
    view = view.with_original_labels
    row = view.row_of(case)
    if row is None:
        st.warning(say("case-gone"))
        session.close_case()
        return
    open_drawer = st.dialog(
        _title(view, row), position="right", width=_WIDTH, on_dismiss=session.close_case
    )
    order = order or session.selection().sort
    if not view.evaluation.has_confidence:
        order = _ORDERS_WITHOUT_CONFIDENCE.get(order, order)
    open_drawer(_case)(view, rows, order)


def _title(view: View, row: int) -> str:
    label = int(view.evaluation.labels[row])
    prediction = int(view.evaluation.predictions[row])
    kind = outcome(label, prediction)
    return say(f"case-{kind}", true=str(label), predicted=str(prediction))


def _case(view: View, rows: NDArray[np.int64], order: str) -> None:
    case = session.case()
    row = None if case is None else view.row_of(case)
    if row is None:
        return
    _steps(view, rows, row, order)
    st.markdown(_sentence(view, row))
    if readings := _jury_sentence(view, row):
        st.markdown(readings)
    if cause := _cause(view, row):
        st.markdown(cause)
    image, evaluation = view.pictures(np.array([row])), view.evaluation
    names = ("saw", "no-picture", "read", "label", "alt")
    words = {name.replace("-", "_"): say(f"case-{name}") for name in names} | {
        "original": say("digits-original"),
        "original_alt": say("digits-original-alt"),
    }
    drawing(
        case_drawing(
            None if image is None else image[0],
            evaluation.probabilities[row] if evaluation.has_confidence else None,
            label=int(evaluation.labels[row]),
            words=words,
            original=view.original(row),
            language=current_language(),
        ),
        key="case_drawing",
    )
    verdict_panel(view, row)
    explanation_panel(view, row)
    address.write()


def _steps(view: View, rows: NDArray[np.int64], row: int, order: str) -> None:
    found = np.flatnonzero(rows == row)
    place = int(found[0]) if len(found) else None
    with st.container(horizontal=True):
        for step, text, key in [
            (-1, say("case-previous"), "Left"),
            (1, say("case-next"), "Right"),
        ]:
            target = -1 if place is None else place + step
            exists = 0 <= target < len(rows)
            case = view.case_of(int(rows[target])) if exists else None
            if st.button(text, shortcut=key, disabled=case is None) and case:
                session.open_case(case.source, case.position)
                # The title of the drawer is outside of the fragment.
                st.rerun()
    name = image_markdown(view, row)
    if place is None:
        text = say("case-alone", name=name)
    else:
        order = say("case-order", sort=order)
        text = say(
            "case-where", number=place + 1, total=len(rows), order=order, name=name
        )
    caption(text)


def _cause(view: View, row: int) -> str:
    """Return why an image of an upload is misread, "" if no cause is known."""
    upload = view.upload_at(row)
    if upload is None or not view.run.has_network or not view.evaluation.mistaken[row]:
        return ""
    position = int(view.evaluation.position[row])
    diagnosis = diagnose_image(view.run, upload, position)
    if diagnosis is None or not diagnosis.causes:
        return ""
    return finding_sentence(correction_finding(diagnosis))


def _jury_sentence(view: View, row: int) -> str:
    """Return what the networks of a jury read, "" if there are no two."""
    votes = view.jury().votes[row]
    members = int(votes.sum())
    if members < _SMALLEST_JURY:
        return ""
    digits = [int(each) for each in np.argsort(-votes, kind="stable") if votes[each]]
    parts = [
        say("case-jury-part", count=int(votes[each]), digit=str(each))
        for each in digits
    ]
    return say("case-jury", members=members, readings=tuple(parts))


def _sentence(view: View, row: int) -> str:
    evaluation = view.evaluation
    label, prediction = int(evaluation.labels[row]), int(evaluation.predictions[row])
    kind = outcome(label, prediction)
    if not evaluation.has_confidence:
        return say(
            "case-without-confidence", kind=kind, predicted=prediction, true=str(label)
        )
    probabilities = evaluation.probabilities[row]
    second = int(np.argsort(probabilities, kind="stable")[-2])
    # The sentence on an image without a label has no place for it.
    given = probabilities[second if label in (prediction, UNKNOWN) else label]
    return say(
        f"case-sentence-{kind}",
        confidence=format_confidence(float(evaluation.confidence[row])),
        predicted=prediction,
        true=label,
        second=str(second),
        given=format_confidence(float(given)),
    )


def explanation_panel(view: View, row: int) -> None:
    """Draw what matters to the prediction, similar digits, and what-if changes."""
    images = view.pictures(np.array([row]))
    if images is None:
        return
    more = st.expander(say("closer-more"), key="case_more", on_change="rerun")
    if not more.open:
        return
    with more:
        if not view.run.has_network:
            title = escape_markdown(view.run.title)
            st.markdown(say("elsewhere-closer", title=title))
            return
        _occlusion_part(view, row, images[0])
        _nearest_neighbours(view, row, images[0])
        st.fragment(what_if)(view, row, images[0])


def _occlusion_part(view: View, row: int, image: NDArray[np.uint8]) -> None:
    predict = scorer(view.run.folder).probabilities
    found = occlusion_sensitivity(image, predict, int(view.evaluation.labels[row]))
    st.markdown(finding_sentence(occlusion_finding(found)))
    if found.is_sensitive:
        digit = str(found.occluded_prediction)
        words = {
            "heat": say("closer-heat"),
            "heat_alt": say("closer-heat-alt"),
            "without": say("closer-without", digit=digit),
            "without_alt": say("closer-without-alt", digit=digit),
        }
        drawing(occlusion_drawing(image, found, words), key="case_part")


def _nearest_neighbours(view: View, row: int, image: NDArray[np.uint8]) -> None:
    if view.training_set is None:
        caption(say("closer-no-training"))
        return
    evaluation = view.evaluation
    digits = [int(evaluation.labels[row]), int(evaluation.predictions[row])]
    rows = []
    for digit in dict.fromkeys(each for each in digits if each != UNKNOWN):
        found = nearest_training_digits(view.run, image, digit, _NUM_NEIGHBOURS)
        if found is None or not len(found.images):
            continue
        title = say("closer-similar", digit=digit)
        note = say("closer-distance", distance=float(found.distances[0]))
        alt = say("closer-similar-alt", digit=digit, count=len(found.images))
        rows.append(NeighbourRow(title=title, note=note, images=found.images, alt=alt))
    if rows:
        st.markdown(say("closer-similar-lead"))
        drawing(neighbours_drawing(rows), key="case_similar")


def what_if(view: View, row: int, image: NDArray[np.uint8]) -> None:
    """Draw changes to an image and the prediction that follows.

    Call it as a fragment, so that a slider does not rerun the page.
    """
    # The key names the image, since a busy browser may send a value of the last one.
    of = f"{view.record_at(row).id}_{row}"
    st.markdown(f"**{say('what-if-title')}**")
    picture, words = st.container(), st.container()
    made = apply_change(edited_image(image, key=f"retouch_{of}"), _change(of))
    (probabilities,) = scorer(view.run.folder).probabilities(made[np.newaxis])
    read = int(probabilities.argmax())
    sure = format_confidence(float(probabilities[read]))
    text = say("what-if-read", digit=str(read), sure=sure)
    words.markdown(text)
    with picture:
        plain = text.replace("**", "")
        retouch(image, key=f"retouch_{of}", seen=made, description=plain)


def _change(of: str) -> Change:
    left, right = st.columns(2)
    turn = left.slider(say("what-if-turn"), -MAX_TURN, MAX_TURN, 0, 5, key=f"turn_{of}")
    stroke = right.slider(
        say("what-if-stroke"),
        -MAX_STROKE,
        MAX_STROKE,
        0.0,
        0.5,
        format="%.1f",
        key=f"stroke_{of}",
    )
    across = left.slider(
        say("what-if-right"), -MAX_SHIFT, MAX_SHIFT, 0, key=f"right_{of}"
    )
    down = right.slider(say("what-if-down"), -MAX_SHIFT, MAX_SHIFT, 0, key=f"down_{of}")
    inverted = st.toggle(say("what-if-inverted"), key=f"inverted_{of}")
    return Change(turn=turn, stroke=stroke, right=across, down=down, inverted=inverted)

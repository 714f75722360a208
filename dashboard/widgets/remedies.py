"""Misread images by cause, each beside what it is without that cause."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.charts.sprites import (
    SPRITE_COLUMNS,
    data_uri,
    num_rows,
    png_bytes,
    sprite_sheet,
)
from dashboard import session
from dashboard.widgets.assets import css, javascript

_mount = st.components.v2.component(
    "remedies",
    html='<div class="remedies-host"><div class="remedies"></div></div>',
    css=css("remedies"),
    js=javascript("remedies"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CauseCard:
    """One misread image.

    Attributes:
        number: Identifies the image; what the callback gets.
        image: What the network saw, uint8 (28, 28).
        corrected: The same without the cause, or None where that cannot be shown.
        true: The label as text.
        predicted: The prediction as text.
        sure: The confidence in words.
        notes: What undoing was done, and how it is read then.
        description: All of this in one sentence.
    """

    number: int
    image: NDArray[np.uint8]
    corrected: NDArray[np.uint8] | None
    true: str
    predicted: str
    sure: str
    notes: Sequence[str]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CauseGroup:
    """The images of one cause.

    Attributes:
        kind: Identifies the cause; what the callback gets.
        title: Its name.
        count: How many images there are, in words.
        text: What it means.
        cause_cards: The images that are shown.
        more: What the button says that shows more of them; empty if there are none.
    """

    kind: str
    title: str
    count: str
    text: str
    cause_cards: Sequence[CauseCard]
    more: str = ""


def cause_cards(
    groups: Sequence[CauseGroup],
    *,
    key: str,
    on_choose: Callable[[int], None],
    on_more: Callable[[str], None],
) -> None:
    """Draw the groups, from top to bottom.

    Args:
        groups: At least one, each with an image at least.
        key: Name of this component on the page.
        on_choose: Called before the script runs, with the number of a chosen image.
        on_more: Called before the script runs, with the kind of a cause of which more
            is wanted.
    """
    numbers = {each.number for group in groups for each in group.cause_cards}

    def take_choice() -> None:
        number = session.component_message(key, "choice")
        if type(number) is int and number in numbers:
            on_choose(number)

    def take_more() -> None:
        kind = session.component_message(key, "more")
        if kind in {group.kind for group in groups if group.more}:
            on_more(kind)

    images: list[NDArray[np.uint8]] = []
    data = [_group(group, images) for group in groups]
    _mount(
        key=key,
        on_choice_change=take_choice,
        on_more_change=take_more,
        data={
            "groups": data,
            "sprite": data_uri(png_bytes(sprite_sheet(np.stack(images)))),
            "columns": SPRITE_COLUMNS,
            "rows": num_rows(len(images)),
        },
    )


def _group(group: CauseGroup, images: list[NDArray[np.uint8]]) -> dict[str, Any]:
    """Describe a group in plain data; its images are added to the others."""
    cards = []
    for each in group.cause_cards:
        place, corrected = len(images), None
        images.append(each.image)
        if each.corrected is not None:
            corrected = len(images)
            images.append(each.corrected)
        cards.append(
            {
                "number": each.number,
                "place": place,
                "undone": corrected,
                "true": each.true,
                "predicted": each.predicted,
                "sure": each.sure,
                "notes": list(each.notes),
                "description": each.description,
            }
        )
    return {
        "kind": group.kind,
        "more": group.more,
        "title": group.title,
        "count": group.count,
        "text": group.text,
        "cards": cards,
    }

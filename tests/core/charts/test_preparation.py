import io
import re

import numpy as np
import pytest
from PIL import Image

from core.charts.preparation import Panel, step_panels
from core.charts.thumbnails import make_thumbnail

PAYLOAD = '<img src=x onerror="alert(1)">'


def panel(name="Centred", n=3, mistaken=(), raw=False):
    return Panel(
        name=name,
        count="2",
        total="/ 3",
        note="Rescued 1.",
        description=f"{name}: 2 of 3",
        images=np.zeros((n, 28, 28), np.uint8),
        mistaken=np.isin(np.arange(n), mistaken),
        titles=[f"{number} read as 9" for number in range(n)],
        raw=raw,
    )


def encoded(width, height, form="PNG"):
    buffer = io.BytesIO()
    Image.new("L", (width, height), 200).save(buffer, form)
    return buffer.getvalue()


def test_every_panel_marks_what_is_misread():
    markup = step_panels(
        [panel("Came", mistaken=[0, 2]), panel()], legend="Steps.", mark="misread"
    )

    first, second = markup.split('<div class="panel"')[1:]
    assert first.count('class="mini bad"') == 2
    assert second.count('class="mini bad"') == 0
    assert first.count('<i class="mini') == second.count('<i class="mini') == 3


def test_pictures_as_they_came_are_no_ink():
    markup = step_panels([panel(raw=True), panel()], legend="", mark="")

    assert re.findall(r'<div class="([^"]*)" role', markup) == ["panel raw", "panel"]


def test_no_image_is_shown_twice():
    markup = step_panels([panel(n=30), panel(n=30)], legend="", mark="")

    places = re.findall(r"background-position:0 0,([^\"]+)", markup)
    assert len(set(places)) == 60


def test_text_is_escaped():
    markup = step_panels([panel(PAYLOAD)], legend=PAYLOAD, mark=PAYLOAD)

    assert "<img" not in markup
    assert "onerror=&quot;" in markup


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_large_original_is_made_to_fit(form):
    thumbnail = make_thumbnail(encoded(500, 250, form), 100)

    assert thumbnail.address.startswith("data:image/jpeg;base64,")
    assert len(thumbnail.address) < 2000
    assert (thumbnail.wide, thumbnail.high, thumbnail.coarse) == (1.0, 0.5, False)


def test_a_small_original_is_unchanged():
    thumbnail = make_thumbnail(encoded(14, 28), 100)

    assert thumbnail.address.startswith("data:image/png;base64,")
    assert (thumbnail.wide, thumbnail.high, thumbnail.coarse) == (0.5, 1.0, True)

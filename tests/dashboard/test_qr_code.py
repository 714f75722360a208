import re
import xml.etree.ElementTree as ET

import cv2
import numpy as np
import pytest

from dashboard.figures.qr_code import qr_code

LONGEST = "http://192.168.178.123:8501/mistakes?on=own-" + "Aa0_-~" * 42


def paint(svg):
    """Paint the dark modules, each a piece of a line one unit wide, 4 pixels large."""
    root = ET.fromstring(svg)
    side = int(root.get("width")) // 4
    modules = np.full((side, side), 255, np.uint8)
    line = next(each for each in root.iter() if each.get("stroke"))
    x = y = 0.0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", line.get("d")):
        values = [float(number) for number in numbers.split()]
        if kind == "h":
            modules[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            x, y = (
                (0 if kind == "M" else x) + values[0],
                ((0 if kind == "M" else y) + values[1]),
            )
    return np.kron(modules, np.ones((6, 6), np.uint8))


@pytest.mark.parametrize("link", ["http://10.0.0.1:8501/", LONGEST])
def test_a_camera_reads_the_link(link):
    text, *_ = cv2.QRCodeDetector().detectAndDecode(paint(qr_code(link)))

    assert text == link


def test_a_code_has_paper_around_it():
    picture = paint(qr_code("http://10.0.0.1:8501/"))

    assert picture[: 4 * 6].min() == picture[:, : 4 * 6].min() == 255

"""A link as a QR code, to be photographed from the board of a classroom."""

import io

import segno


def qr_code(link: str) -> str:
    """Draw a link, of at most some 300 characters, as a QR code in an SVG.

    It is dark on white in either theme, with a quiet zone of 4 modules.
    """
    drawing = io.BytesIO()
    segno.make(link, error="l", micro=False).save(
        drawing, kind="svg", border=4, scale=4, dark="#000000", light="#ffffff",
        xmldecl=False, svgclass=None, lineclass=None,
    )  # fmt: skip
    return drawing.getvalue().decode()

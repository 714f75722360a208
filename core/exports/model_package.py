"""Export a network as a ZIP with instructions and a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.analysis.metrics import Accuracy
from core.exports.workbook import display_width, zip_bytes
from core.wording import say

KERAS: Final = "model.keras"
LITERT: Final = "model.tflite"
INSTRUCTIONS_FILE: Final = "HOW-TO-USE.txt"
SCRIPT: Final = "use.py"
_INSTALL: Final = """\
    pip install numpy pillow ai-edge-litert
    python use.py picture.png"""
_WITH_KERAS: Final = """\
    import keras
    import numpy as np
    from PIL import Image

    image = np.asarray(Image.open("picture.png").convert("L"), np.float32)
    model = keras.saving.load_model("model.keras")
    print(model.predict(image[None, :, :, None] / 255).argmax())"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitSetAccuracy:
    """The accuracy of a network on one digit set; its `n` may be 0."""

    title: str
    accuracy: Accuracy
    is_training_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """Facts about a run for the instructions.

    Attributes:
        preset: Of its recipe.
        data: Name of the data set that it was trained on, such as ``mnist``.
        n: Number of training digits.
        created: When it was published, ISO 8601 in UTC.
    """

    id: str
    preset: str
    data: str
    n: int
    epochs: int
    created: str
    results: Sequence[DigitSetAccuracy]


def model_zip(
    facts: RunFacts, keras: bytes, litert: bytes, language: str = "en"
) -> bytes:
    """Pack a network with instructions and a script that uses it as a ZIP.

    Its files are `KERAS`, `LITERT`, `INSTRUCTIONS_FILE` and `SCRIPT`. The same run
    gives the same bytes.
    """
    how_to = usage_instructions(facts, language).replace("\n", "\r\n")
    script = Path(__file__).with_name(SCRIPT).read_text("utf-8")
    return zip_bytes(
        [
            # The byte order mark keeps editors from guessing another encoding.
            (INSTRUCTIONS_FILE, how_to.encode("utf-8-sig")),
            (SCRIPT, script.encode()),
            (LITERT, litert),
            (KERAS, keras),
        ]
    )


def usage_instructions(facts: RunFacts, language: str = "en") -> str:
    """Return the instructions as plain text: origin, input, output and limits."""
    title = say("export-model-title", language)
    training = say(
        "export-model-learned",
        language,
        data=say("data-name", language, name=facts.data),
        n=facts.n,
        epochs=facts.epochs,
    )
    what = say(
        "export-model-what",
        language,
        run=facts.id,
        preset=facts.preset,
        date=facts.created[:10],
    )
    blocks = [
        f"{title}\n{'=' * display_width(title)}",
        what,
        training,
        *(_result(each, language) for each in facts.results),
        _section("export-model-input", language),
        _section("export-model-output", language),
        _section("export-model-script", language),
        _INSTALL,
        say("export-model-script-more", language),
        _section("export-model-keras", language),
        _WITH_KERAS,
        _section("export-model-limits", language),
    ]
    return "\n\n".join(blocks) + "\n"


def _section(message: str, language: str) -> str:
    heading = say(f"{message}-heading", language)
    return f"{heading}\n{'-' * display_width(heading)}\n\n{say(message, language)}"


def _result(measured: DigitSetAccuracy, language: str) -> str:
    accuracy = measured.accuracy
    counts = {"n": accuracy.n, "mistakes": accuracy.n - accuracy.correct}
    rates = {"share": accuracy.value, "low": accuracy.low, "high": accuracy.high}
    text = say(
        "export-model-accuracy" if accuracy.is_enough else "export-model-few",
        language,
        title=measured.title,
        **counts,
        **(rates if accuracy.is_enough else {}),
    )
    if not measured.is_training_data:
        return text
    return f"{text}\n{say('export-model-known', language)}"

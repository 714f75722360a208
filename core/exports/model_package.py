"""A finished network to take home, with what one must know to use it."""

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
_FOLDER: Final = Path(__file__).parent
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
    """How well a network read one digit set.

    Attributes:
        title: What the digit set is called.
        accuracy: Counts, rate and interval; `n` may be 0.
        learned: Whether the network learned from these very digits, and so was
            measured on what it knows.
    """

    title: str
    accuracy: Accuracy
    learned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What is told of a run beside its network.

    Attributes:
        id: Of the run.
        preset: The recipe it began with.
        data: Name of the data set it learned from, such as ``mnist``.
        n: Number of digits it learned from.
        epochs: How often it saw each.
        created: When it was published, ISO 8601 in UTC.
        results: How well it reads.
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
    """Pack a network with instructions and a script that uses it.

    Args:
        facts: Of its run.
        keras: Content of the ``.keras`` file.
        litert: Content of the ``.tflite`` file.
        language: That of the instructions.

    Returns:
        A ZIP with `KERAS`, `LITERT`, `INSTRUCTIONS_FILE` and `SCRIPT`; the same for the same run.
    """
    how_to = usage_instructions(facts, language).replace("\n", "\r\n")
    script = (_FOLDER / SCRIPT).read_text("utf-8")
    return zip_bytes(
        [
            # Marked as UTF-8, for an editor that would guess otherwise.
            (INSTRUCTIONS_FILE, how_to.encode("utf-8-sig")),
            (SCRIPT, script.encode()),
            (LITERT, litert),
            (KERAS, keras),
        ]
    )


def usage_instructions(facts: RunFacts, language: str = "en") -> str:
    """Say what a network is, what it wants and what it cannot do, as plain text."""
    title = say("export-model-title", language)
    learned = say(
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
        learned,
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
    """Say a message below its heading."""
    heading = say(f"{message}-heading", language)
    return f"{heading}\n{'-' * display_width(heading)}\n\n{say(message, language)}"


def _result(measured: DigitSetAccuracy, language: str) -> str:
    accuracy = measured.accuracy
    counts = {"n": accuracy.n, "mistakes": accuracy.n - accuracy.correct}
    if not accuracy.is_enough:
        text = say("export-model-few", language, title=measured.title, **counts)
    else:
        text = say(
            "export-model-accuracy",
            language,
            title=measured.title,
            share=accuracy.value,
            low=accuracy.low,
            high=accuracy.high,
            **counts,
        )
    if not measured.learned:
        return text
    return f"{text}\n{say('export-model-known', language)}"

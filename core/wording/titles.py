"""Titles of digit sets, runs and arrays, for page, report and terminal alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from core.wording import say

if TYPE_CHECKING:
    from core.model.recipes import Recipe


class _Run(Protocol):
    """The fields of a `core.store.runs.RunRecord` that name it."""

    @property
    def recipe(self) -> "Recipe | None": ...
    @property
    def data(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def created(self) -> str: ...


def digit_set_title(source: str, title: str = "", language: str = "en") -> str:
    """Return a digit set's own title, untrusted text, or else its source in words."""
    return title or say("source", language, source=source)


def run_title(run: _Run, language: str = "en") -> str:
    """Return the title of a run: preset or imported title, data, and day of creation.

    The title of an imported run is untrusted text.
    """
    created = run.created[:10]
    if run.recipe is None:
        return say("run-name-elsewhere", language, title=run.title, created=created)
    preset, data = run.recipe.preset, say("data-name", language, name=run.data)
    return say("run-name", language, preset=preset, data=data, created=created)


def array_summary(array: Mapping[str, Any], name: str, language: str = "en") -> str:
    """Return the images of an array in a sentence: number, size, range of values.

    `array` has the values of an `UploadedArray`; its name is untrusted text.
    """
    levels, values = array["levels"], {"name": name, "n": array["n"]}
    if levels is None:
        return say("array-summary", language, kind="pictures", **values)
    low, high = (f"{level:.4g}" for level in levels)
    return say(
        "array-summary",
        language,
        kind="scaled" if array["is_scaled"] else "levels",
        size=" × ".join(map(str, array["size"])),
        low=low,
        high=high,
        **values,
    )

"""The messages of a language, each parsed when it is first said.

A process says a tenth of them, and parsing all takes more than half a second.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

_FOLDER: Final = Path(__file__).parent
# A message begins a line with its id; what belongs to it is indented or closes a brace.
_BEGINNING: Final = re.compile(r"^(?=[a-z][\w-]* =|#)", re.M)
_ID: Final = re.compile(r"[a-z][\w-]*(?= =)")
_REFERENCE: Final = re.compile(r"\{\s*([a-z][\w-]*)")


class Messages:
    """What can be said in one language."""

    def __init__(
        self, language: str, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._sources = sources(language)
        self._bundle = FluentBundle(
            [language], functions=dict(functions), use_isolating=False
        )

    def format(
        self, message: str, values: Mapping[str, object]
    ) -> tuple[str, list[Any]]:
        """Fill a message; return the text and what went wrong.

        Args:
            message: Id; ``page.note`` is its attribute ``note``.
            values: What its blanks are filled with.

        Raises:
            KeyError: There is no such message.
        """
        name, _, attribute = message.partition(".")
        self._parse(name)
        entry = self._bundle.get_message(name)
        pattern = entry.attributes[attribute] if attribute else entry.value
        if pattern is None:
            raise KeyError(message)
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        return str(text), errors

    def _parse(self, name: str) -> None:
        """Parse a message and those that it refers to, unless that is done already."""
        if self._bundle.has_message(name):
            return
        source = self._sources[name]
        for reference in _REFERENCE.findall(source):
            self._parse(reference)
        self._bundle.add_resource(FluentResource(source))


@lru_cache
def sources(language: str) -> dict[str, str]:
    """Read the messages of a language, as they stand in its files, by their ids."""
    texts = [path.read_text("utf-8") for path in (_FOLDER / language).glob("*.ftl")]
    parts = [part for text in texts for part in _BEGINNING.split(text)]
    found = [(_ID.match(part), part) for part in parts]
    return {name.group(): part for name, part in found if name}

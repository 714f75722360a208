"""The messages of a language, each parsed when it is first used.

A process uses a tenth of them, and parsing all takes more than half a second.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

# Each has a folder of Fluent files for every language.
_folders: Final = [Path(__file__).parent]
# A message begins a line with its id; the rest of it is indented or closes a brace.
_BEGINNING: Final = re.compile(r"^(?=[a-z][\w-]* =|#)", re.M)
_ID: Final = re.compile(r"[a-z][\w-]*(?= =)")
_REFERENCE: Final = re.compile(r"\{\s*([a-z][\w-]*)")


class Messages:
    """The messages of one language, with the functions that they call."""

    def __init__(
        self, language: str, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._language = language
        self._bundle = FluentBundle(
            [language], functions=dict(functions), use_isolating=False
        )

    def format(
        self, message: str, values: Mapping[str, object]
    ) -> tuple[str, list[Any]]:
        """Return the text of a message, and the errors of Fluent.

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
        """Parse a message and those that it refers to, once."""
        if self._bundle.has_message(name):
            return
        source = sources(self._language)[name]
        for reference in _REFERENCE.findall(source):
            self._parse(reference)
        self._bundle.add_resource(FluentResource(source))


def add_folder(folder: Path) -> None:
    """Add a folder that has a folder of ``.ftl`` files for every language.

    Its ids must be new: of two messages with the same id one would be lost.
    """
    if folder not in _folders:
        _folders.append(folder)
        sources.cache_clear()


@lru_cache
def sources(language: str) -> dict[str, str]:
    """Return the unparsed messages of a language by their ids."""
    paths = (path for folder in _folders for path in (folder / language).glob("*.ftl"))
    parts = [
        part for path in paths for part in _BEGINNING.split(path.read_text("utf-8"))
    ]
    found = [(_ID.match(part), part) for part in parts]
    return {name.group(): part for name, part in found if name}

"""Build records from what a manifest says, also one that a newer Misread wrote."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import StoreError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)
else:
    Record = TypeVar("Record")


def build_record(
    kind: type[Record], name: str, values: Mapping[str, Any], **others: object
) -> Record:
    """Return a record of a kind, without fields that only a newer Misread knows.

    `name` is that of the artefact; `others` are further fields.

    Raises:
        StoreError: `unknown-fields`, a field is missing or has an impossible value.
    """
    known = {each.name for each in fields(kind)}
    given = {key: value for key, value in values.items() if key in known}
    try:
        return kind(**given, **others)
    except (TypeError, ValueError) as error:
        raise StoreError("unknown-fields", name=name) from error

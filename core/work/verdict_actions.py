"""Save, export and import verdicts, and count what they change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from core.analysis.evaluation import Evaluation
from core.analysis.verdicts import VerdictImpact, build_overlay, verdict_impact
from core.data.verdicts import (
    MAX_NOTE_LENGTH,
    MAX_VERDICTS_PER_IMAGE,
    Verdict,
    VerdictKind,
    sanitize_author,
    sanitize_line,
)
from core.errors import ImagesMissingError
from core.exports.verdict_table import (
    ParsedVerdict,
    RejectedLine,
    RejectionReason,
    VerdictRow,
    parse_verdicts,
    verdicts_csv,
)
from core.store import verdicts
from core.store.digit_sets import (
    DigitsRecord,
    list_digits,
    load_digits,
    load_names,
)
from core.store.uploads import list_uploads
from core.store.verdicts import keep_separate, verdict_key, verdict_revision
from core.work.labelling import labels_of

__all__ = [
    "ANONYMOUS_PREFIX",
    "VerdictImport",
    "clean_author",
    "export_verdicts",
    "former_verdicts",
    "import_verdicts",
    "keep_all_separate",
    "keep_separate",
    "last_change",
    "save_verdict",
    "undo",
    "verdict_impact_of",
    "verdict_revision",
    "verdicts_of",
]
ANONYMOUS_PREFIX = "?"
"""Prefix of the author of imported anonymous verdicts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictImport:
    """The result of importing verdicts; known ones are stored already, or older."""

    num_imported: int
    num_known: int
    rejected: tuple[RejectedLine, ...]


def clean_author(name: str) -> str:
    """Clean a typed author name and strip the prefix of anonymous authors."""
    return sanitize_author(name.lstrip(f"{ANONYMOUS_PREFIX} "))


def verdicts_of(
    digits: DigitsRecord, position: int | None = None
) -> tuple[Verdict, ...]:
    """Load the verdicts on a digit set, or on one image, by position and author."""
    return verdicts.verdicts_of(verdict_key(digits), position)


def last_change(digits: DigitsRecord, position: int, author: str) -> int:
    """Return the number of an author's last change of a verdict, 0 if there is none."""
    return verdicts.last_change(verdict_key(digits), position, author)


def undo(digits: DigitsRecord, position: int, author: str, change: int) -> bool:
    """Undo an author's last change of a verdict; return True if anything changed.

    Nothing happens if ``change``, from `last_change`, is no longer the last change.
    """
    return verdicts.undo(verdict_key(digits), position, author, change)


def keep_all_separate() -> None:
    """Keep the verdicts of all stored uploads separate, as a shared server does.

    Verdicts that were given before are copied, except those on images that ship with
    Misread or are MNIST's: these are not the upload's.
    """
    standard = {record.id for record in list_digits()}
    for upload in [*list_uploads(), *list_uploads(deleted=True)]:
        copied = None if upload.images_id in standard else upload.images_id
        keep_separate(upload.digits.source, copied)


def former_verdicts(
    digits: DigitsRecord, position: int | None = None
) -> tuple[Verdict, ...]:
    """Load the former verdicts with another decision than the next one, earliest first.

    A changed note alone does not count.
    """
    later = {
        (verdict.position, verdict.author): verdict.decision
        for verdict in verdicts_of(digits, position)
    }
    former = []
    for verdict in reversed(verdicts.former_verdicts(verdict_key(digits), position)):
        key = (verdict.position, verdict.author)
        if later.get(key) != verdict.decision:
            former.append(verdict)
        later[key] = verdict.decision
    return tuple(reversed(former))


def verdict_impact_of(
    evaluation: Evaluation, sets: Sequence[DigitsRecord]
) -> VerdictImpact:
    """Return the accuracy by the labels, and with the current verdicts accepted.

    The digit sets are those of the evaluation, in joining order.
    """
    given = [verdicts_of(record) for record in sets]
    return verdict_impact(evaluation, build_overlay(evaluation, given))


def save_verdict(
    digits: DigitsRecord,
    position: int,
    kind: VerdictKind,
    digit: int | None = None,
    *,
    author: str = "",
    note: str = "",
) -> bool:
    """Save a verdict; return True if anything changed, as saving it again does not.

    For ``label``, ``digit`` is the correct digit, or -1 for "no digit". The author may
    be empty, and a long note is cut.

    Raises:
        ValueError: There is no such image, or the digit does not match the kind.
    """
    if not 0 <= position < digits.n:
        raise ValueError(f"{digits.n} images have no position {position}")
    verdict = Verdict(
        position=position,
        kind=kind,
        digit=digit,
        author=clean_author(author),
        note=sanitize_line(note, MAX_NOTE_LENGTH),
        made=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return verdicts.store_verdict(verdict_key(digits), verdict)


def export_verdicts(
    records: Sequence[DigitsRecord], titles: Mapping[str, str], *, with_names: bool
) -> bytes:
    """Return the verdicts on some digit sets as CSV; equal images count once.

    It has titles instead of sources, because sources grant access.
    """
    unique = {record.id: record for record in records}.values()
    rows = [
        row for record in unique for row in _verdict_rows(record, titles[record.source])
    ]
    return verdicts_csv(rows, with_names=with_names)


def import_verdicts(
    content: bytes,
    records: Sequence[DigitsRecord],
    read_only: Sequence[DigitsRecord] = (),
) -> VerdictImport:
    """Import verdicts from a file; importing it again changes nothing.

    If two anonymous verdicts differ, both are kept: the author of the imported one is
    derived from the content of the file.

    Args:
        content: File from `export_verdicts`, untrusted.
        records: Digit sets that the user may change.
        read_only: Digit sets that the user sees but may not change.

    Raises:
        DatasetError: The file is no table of verdicts.
        StoreError: The system refuses; nothing is imported.
    """
    read, rejected = parse_verdicts(content)
    by_id = {each.id: each for each in records}
    read_only_ids = {each.id for each in read_only} - set(by_id)
    accepted: dict[str, list[Verdict]] = defaultdict(list)
    named = {each.digits_id for each in read if each.image} & set(by_id)
    images = {each: _images(by_id[each]) for each in named}
    authors = _authors(
        [by_id[each] for each in {it.digits_id for it in read} & set(by_id)]
    )
    for each in read:
        reason = _refusal(each, by_id, images)
        if reason == "set" and each.digits_id in read_only_ids:
            reason = "theirs"
        if reason is None:
            on_image = authors[each.digits_id, each.verdict.position]
            on_image.add(each.verdict.author)
            if len(on_image) > MAX_VERDICTS_PER_IMAGE:
                on_image.remove(each.verdict.author)
                reason = "full"
        if reason:
            rejected.append(RejectedLine(each.number, reason))
        else:
            accepted[verdict_key(by_id[each.digits_id])].append(each.verdict)
    anonymous_author = f"{ANONYMOUS_PREFIX}{sha256(content).hexdigest()[:4]}"
    num_imported = verdicts.merge(accepted, anonymous_author) if accepted else 0
    return VerdictImport(
        num_imported=num_imported,
        num_known=sum(map(len, accepted.values())) - num_imported,
        rejected=tuple(sorted(rejected)),
    )


def _authors(records: Sequence[DigitsRecord]) -> dict[tuple[str, int], set[str]]:
    """Return the authors of the verdicts on each image."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for record in records:
        for verdict in verdicts_of(record):
            found[record.id, verdict.position].add(verdict.author)
    return found


def _refusal(
    read: ParsedVerdict,
    by_id: Mapping[str, DigitsRecord],
    images: Mapping[str, NDArray[np.uint8] | None],
) -> RejectionReason | None:
    """Return why a verdict cannot be imported, None if it can."""
    record = by_id.get(read.digits_id)
    if record is None:
        return "set"
    if read.verdict.position >= record.n:
        return "position"
    here = images.get(record.id) if read.image else None
    if here is not None and read.image != _image_sha256(here[read.verdict.position]):
        return "image"
    return None


def _verdict_rows(record: DigitsRecord, title: str) -> list[VerdictRow]:
    current = verdicts_of(record)
    if not current:
        return []
    images, labels, names = _images(record), labels_of(record), load_names(record)
    former: dict[tuple[int, str], list[Verdict]] = defaultdict(list)
    for each in former_verdicts(record):
        former[each.position, each.author].append(each)
    return [
        VerdictRow(
            digits_id=record.id,
            title=title,
            image="" if images is None else _image_sha256(images[each.position]),
            name=names[each.position],
            label=int(labels[each.position]),
            verdict=each,
            former=tuple(former[each.position, each.author]),
        )
        for each in current
        if each.position < record.n
    ]


def _images(record: DigitsRecord) -> NDArray[np.uint8] | None:
    try:
        return load_digits(record).images
    except ImagesMissingError:
        return None


def _image_sha256(image: NDArray[np.uint8]) -> str:
    return sha256(np.ascontiguousarray(image).data).hexdigest()

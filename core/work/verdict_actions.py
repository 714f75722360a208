"""Verdicts: deciding, changing one's mind, and taking them from place to place."""

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
    MAX_AUTHOR_LENGTH,
    MAX_NOTE_LENGTH,
    Verdict,
    VerdictKind,
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
from core.store.digit_sets import DigitsRecord, load_digits, load_names
from core.work.labelling import labels_of

ANONYMOUS_PREFIX = "?"
"""What the mark begins with of somebody who gave no name on another computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictImport:
    """What came of a file of verdicts.

    Attributes:
        num_imported: Number of verdicts that are new or changed something.
        known: Number of those that were here already, or older than what is.
        bad: Lines that were not taken in, in order.
    """

    num_imported: int
    known: int
    bad: tuple[RejectedLine, ...]


def clean_author(name: str) -> str:
    """Make what somebody typed a name to keep, which looks like no mark."""
    return sanitize_line(name.lstrip(f"{ANONYMOUS_PREFIX} "), MAX_AUTHOR_LENGTH)


def verdicts_of(
    digits: DigitsRecord, position: int | None = None
) -> tuple[Verdict, ...]:
    """Load what people decided about a digit set or one image, in a fixed order."""
    return verdicts.verdicts_of(digits.id, position)


def former_verdicts(
    digits: DigitsRecord, position: int | None = None
) -> tuple[Verdict, ...]:
    """Load what people said about images before they changed their mind.

    The earliest of an image comes first. Another note alone is no change of mind.
    """
    said = {
        (each.position, each.author): each.decision
        for each in verdicts.verdicts_of(digits.id, position)
    }
    found = []
    for each in reversed(verdicts.former_verdicts(digits.id, position)):
        of = (each.position, each.author)
        if said.get(of) != each.decision:
            found.append(each)
        said[of] = each.decision
    return tuple(reversed(found))


def revision(digits: DigitsRecord) -> int:
    """Number the state of a digit set's verdicts; it grows with every change."""
    return verdicts.revision(digits.id)


def verdict_impact_of(
    evaluation: Evaluation, sets: Sequence[DigitsRecord]
) -> VerdictImpact:
    """Count an evaluation as labelled and with the verdicts of today accepted.

    Args:
        evaluation: What was predicted.
        sets: Its digit sets, in joining order.
    """
    return verdict_impact(
        evaluation, build_overlay(evaluation, [verdicts_of(each) for each in sets])
    )


def save_verdict(
    digits: DigitsRecord,
    position: int,
    kind: VerdictKind,
    digit: int | None = None,
    *,
    author: str = "",
    note: str = "",
) -> bool:
    """Save a verdict at once; one that says the same again changes nothing.

    Args:
        digits: Where the image is.
        position: Its place there, from 0.
        kind: Who is wrong.
        digit: For ``label`` the digit it really is, -1 if none can be told.
        author: Who decides; may be empty.
        note: Why; what is too long is cut.

    Returns:
        Whether anything changed.

    Raises:
        StoreError: The system refuses.
        ValueError: There is no such image, or the digit does not go with the kind.
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
    return verdicts.store_verdict(digits.id, verdict)


def last_change(digits: DigitsRecord, position: int, author: str) -> int:
    """Number somebody's last change about an image, 0 if there is none."""
    return verdicts.last_change(digits.id, position, author)


def undo(digits: DigitsRecord, position: int, author: str, change: int) -> bool:
    """Take back a change, if it is still the last; return whether it was.

    Raises:
        StoreError: The system refuses.
    """
    return verdicts.undo(digits.id, position, author, change)


def export_verdicts(
    records: Sequence[DigitsRecord], titles: Mapping[str, str], *, with_names: bool
) -> bytes:
    """Write the verdicts on some digit sets as CSV.

    Args:
        records: The digit sets; those of the same images count once.
        titles: What to call each, by source; a source may be a key, so it stays out.
        with_names: Whether the names of images are in it.
    """
    different = {each.id: each for each in records}.values()
    listed = [
        each
        for record in different
        for each in _verdict_rows(record, titles[record.source])
    ]
    return verdicts_csv(listed, with_names=with_names)


def import_verdicts(
    content: bytes,
    records: Sequence[DigitsRecord],
    read_only: Sequence[DigitsRecord] = (),
) -> VerdictImport:
    """Take in verdicts from a file; taking it in again changes nothing.

    Of two people without a name both verdicts are kept where they differ: the one in
    the file goes by a mark that its content gives.

    Args:
        content: From `export_verdicts`, here or elsewhere; a stranger's file.
        records: Digit sets that may be decided about.
        read_only: Digit sets that this reader sees and may not decide about.

    Raises:
        DatasetError: It is no table of verdicts.
        StoreError: The system refuses; nothing was taken in.
    """
    read, bad = parse_verdicts(content)
    by_id = {each.id: each for each in records}
    read_only_ids = {each.id for each in read_only} - set(by_id)
    accepted: dict[str, list[Verdict]] = defaultdict(list)
    named = {each.digits_id for each in read if each.image} & set(by_id)
    images = {each: _images(by_id[each]) for each in named}
    for each in read:
        reason = _refusal(each, by_id, images)
        if reason == "set" and each.digits_id in read_only_ids:
            reason = "theirs"
        if reason:
            bad.append(RejectedLine(each.number, reason))
        else:
            accepted[each.digits_id].append(each.verdict)
    anonymous_author = f"{ANONYMOUS_PREFIX}{sha256(content).hexdigest()[:4]}"
    num_imported = verdicts.merge(accepted, anonymous_author) if accepted else 0
    known = sum(map(len, accepted.values())) - num_imported
    return VerdictImport(num_imported=num_imported, known=known, bad=tuple(sorted(bad)))


def _refusal(
    read: ParsedVerdict,
    by_id: Mapping[str, DigitsRecord],
    images: Mapping[str, NDArray[np.uint8] | None],
) -> RejectionReason | None:
    """Say why a verdict cannot be taken in, None if it can."""
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
    given = verdicts_of(record)
    if not given:
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
        for each in given
        if each.position < record.n
    ]


def _images(record: DigitsRecord) -> NDArray[np.uint8] | None:
    try:
        return load_digits(record).images
    except ImagesMissingError:
        return None


def _image_sha256(image: NDArray[np.uint8]) -> str:
    return sha256(np.ascontiguousarray(image).data).hexdigest()

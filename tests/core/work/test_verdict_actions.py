import csv
import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.verdicts import (
    MAX_NOTE_LENGTH,
    MAX_VERDICTS_PER_IMAGE,
    sanitize_line,
)
from core.errors import DatasetError, StoreError
from core.exports.csv_injection import escape_line, unescape_line
from core.exports.verdict_table import MAX_VERDICTS_BYTES
from core.store import manual_labels, verdicts
from core.store.digit_sets import list_digits, load_digits, save_digits
from core.work import verdict_actions
from core.work.verdict_actions import (
    export_verdicts,
    import_verdicts,
    keep_all_separate,
    keep_separate,
    last_change,
    save_verdict,
    undo,
    verdicts_of,
)
from tests.verdict_revisions import revision

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def record(digits):
    return save_digits(digits)


def export(*records, with_names=False):
    titles = {each.source: "=Title" for each in records}
    return export_verdicts(records, titles, with_names=with_names)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def fill(record):
    save_verdict(record, 0, "model", author="Ann", note='=HYPERLINK("x"), "quoted"; =1')
    save_verdict(record, 0, "label", 4, author="'=1+1")
    save_verdict(record, 3, "label", -1, note="李 says so")
    save_verdict(record, 5, "ambiguous")


def test_exported_verdicts_import_once(record):
    fill(record)
    before, content = verdicts_of(record), export(record)
    verdicts.delete_all(record.id)

    first = import_verdicts(content, [record])
    state = verdicts_of(record), revision(record.id)
    second = import_verdicts(content, [record])

    assert (first.num_imported, first.num_known, first.rejected) == (4, 0, ())
    assert (second.num_imported, second.num_known, second.rejected) == (0, 4, ())
    assert state == (before, revision(record.id))
    assert export(record) == content


def test_export_lists_previous_verdicts(record):
    save_verdict(record, 3, "label", -1)
    save_verdict(record, 3, "model", note="=1")
    save_verdict(record, 3, "ambiguous")
    save_verdict(record, 3, "ambiguous", note="or not")
    save_verdict(record, 3, "ambiguous", note="or so")
    earlier = verdict_actions.former_verdicts(record, 3)

    (row,) = rows(export(record))

    assert [each.decision for each in earlier] == [("label", -1), ("model", None)]
    first, second = (each.made for each in earlier)
    assert row["before"] == f"label none {first}; model {second}"


def test_no_cell_begins_as_a_formula_does(record, digits):
    fill(record)

    cells = [cell for row in rows(export(record)) for cell in row.values()]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "name" not in rows(export(record))[0]
    named = rows(export(record, with_names=True))
    assert named[2]["name"] == digits.names[3]
    assert named[2]["label"] == str(digits.labels[3])
    assert named[2]["digit"] == "none"


def test_a_source_that_is_a_key_stays_out(make_upload):
    upload = make_upload("a.png")
    save_verdict(upload.digits, 0, "model")

    assert upload.id.encode() not in export(upload.digits)


def test_invalid_lines_are_reported_and_others_imported(record):
    fill(record)
    good = export(record).decode("utf-8-sig").splitlines()
    verdicts.delete_all(record.id)
    lines = [
        good[0],
        good[1],
        good[2].replace(record.id, "f" * 16),
        good[3].replace(record.id + ",'=Title,3", record.id + ",'=Title,99"),
        "",
        '"an open quotation mark,1,2',
        good[4].replace("ambiguous", "nobody"),
        good[4].replace("ambiguous", "model"),
        good[4].replace("ambiguous,", "label,12"),
        good[4].replace("ambiguous,", "ambiguous,3"),
        good[4].replace(rows(export_of(good))[3]["time"], "yesterday"),
        good[4].replace(rows(export_of(good))[3]["image_sha256"], "0" * 64),
        good[4],
    ]

    found = import_verdicts("\n".join(lines).encode(), [record])

    assert [tuple(each) for each in found.rejected] == [
        (3, "set"),
        (4, "position"),
        (6, "columns"),
        (7, "kind"),
        (9, "digit"),
        (10, "digit"),
        (11, "time"),
        (12, "image"),
    ]
    assert found.num_imported + found.num_known == 3
    assert {each.position for each in verdicts_of(record)} == {0, 5}


def export_of(lines):
    return "\r\n".join(lines).encode("utf-8-sig")


def test_verdicts_on_read_only_sets_are_rejected(record):
    save_verdict(record, 0, "model")
    content = export(record)
    verdicts.delete_all(record.id)

    found = import_verdicts(content, [], [record])

    assert [tuple(each) for each in found.rejected] == [(2, "theirs")]
    assert verdicts_of(record) == ()


def test_a_table_saved_again_with_semicolons_is_read(record):
    save_verdict(record, 2, "label", 7, author="Bo")
    content = export(record).replace(b",", b";").replace(b"\r\n", b"\n")
    verdicts.delete_all(record.id)

    assert import_verdicts(content, [record]).num_imported == 1


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\n1,2", b"PK\x03\x04"])
def test_what_is_no_table_of_verdicts_is_refused(record, content):
    with pytest.raises(DatasetError) as caught:
        import_verdicts(content, [record])

    assert caught.value.kind == "verdicts-unknown"


def test_a_file_that_is_too_large_is_refused(record):
    with pytest.raises(DatasetError) as caught:
        import_verdicts(b"x" * (MAX_VERDICTS_BYTES + 1), [record])

    assert caught.value.kind == "verdicts-too-large"


def test_later_verdict_of_an_author_wins(record):
    save_verdict(record, 0, "model", author="Ann")
    content = export(record)
    older = re.sub(rb",20(..-)", rb",19\1", content).replace(b"model", b"ambiguous")
    newer = re.sub(rb",20(..-)", rb",29\1", content).replace(b"model", b"ambiguous")

    assert import_verdicts(older, [record]).num_imported == 0
    assert import_verdicts(newer, [record]).num_imported == 1
    assert verdicts_of(record)[0].kind == "ambiguous"

    undo(record, 0, "Ann", last_change(record, 0, "Ann"))
    assert verdicts_of(record)[0].kind == "model"


def test_conflicting_anonymous_verdicts_are_both_kept(record):
    save_verdict(record, 3, "model")
    elsewhere = export(record)
    verdicts.delete_all(record.id)
    save_verdict(record, 3, "ambiguous")

    first = import_verdicts(elsewhere, [record])
    second = import_verdicts(elsewhere, [record])

    assert (first.num_imported, second.num_imported, second.num_known) == (1, 0, 1)
    mine, theirs = verdicts_of(record)
    assert (mine.author, mine.kind) == ("", "ambiguous")
    assert re.fullmatch(r"\?[0-9a-f]{4}", theirs.author)
    assert theirs.kind == "model"
    # What they are called comes back with them.
    content = export(record)
    verdicts.delete_all(record.id)
    import_verdicts(content, [record])
    assert verdicts_of(record) == (mine, theirs)


@pytest.mark.parametrize("author", ["", "Ann"])
def test_importing_an_old_file_does_not_revert_verdicts(record, author):
    ahead = datetime(2099, 1, 1, tzinfo=UTC).isoformat()
    save_verdict(record, 3, "model", author=author)
    old = export(record).replace(verdicts_of(record)[0].made.encode(), ahead.encode())
    verdicts.delete_all(record.id)
    import_verdicts(old, [record])
    save_verdict(record, 3, "ambiguous", author=author)

    again = import_verdicts(old, [record])

    assert (again.num_imported, again.num_known) == (0, 1)
    assert [each.kind for each in verdicts_of(record)] == ["ambiguous"]


def test_digits_without_pictures_can_be_decided_about(digits):
    record = save_digits(digits, with_images=False)
    save_verdict(record, 1, "model")

    content = export(record)

    assert rows(content)[0]["image_sha256"] == ""
    verdicts.delete_all(record.id)
    assert import_verdicts(content, [record]).num_imported == 1


def test_verdicts_stay_when_pictures_come(digits, record):
    assert save_digits(digits, with_images=False).id == record.id
    assert {each.source for each in list_digits()} >= {"built-in", "mnist-test"}


def test_verdicts_and_manual_labels_are_independent(make_upload):
    upload = make_upload("a.png")
    save_verdict(upload.digits, 0, "label", 4)

    assert (
        manual_labels.load_manual_labels(upload.id, 1)[0]
        == manual_labels.NO_MANUAL_LABEL
    )


def test_an_image_that_is_not_there_is_refused(record):
    with pytest.raises(ValueError, match="no position 36"):
        save_verdict(record, 36, "model")


def test_saving_the_same_verdict_twice_is_a_no_op(record):
    assert save_verdict(record, 0, "model")
    assert not save_verdict(record, 0, "model")
    assert revision(record.id) == 1


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("a'= +-@;,|\"\u200b＝")) | st.text())
def test_a_line_that_is_made_harmless_comes_back(text):
    line = sanitize_line(text, MAX_NOTE_LENGTH)

    assert unescape_line(escape_line(line)) == line
    assert sanitize_line(line, MAX_NOTE_LENGTH) == line


@pytest.fixture
def twins(make_upload, record):
    """Two uploads of the images of a stored digit set, and that set."""
    names = [f"{number}.png" for number in range(record.n)]
    images = list(load_digits(record).images)
    first, second = (make_upload(*names, images=images).digits for _ in range(2))
    assert first.id == second.id == record.id
    return first, second, record


def test_verdicts_of_a_separate_upload_are_its_own(twins):
    mine, twin, standard = twins
    keep_separate(mine.source)

    save_verdict(mine, 0, "model", author="Ann", note="private")
    save_verdict(twin, 0, "ambiguous", author="Ann")
    import_verdicts(export(mine), [mine], [twin, standard])

    assert [each.kind for each in verdicts_of(mine)] == ["model"]
    assert [each.kind for each in verdicts_of(twin)] == ["ambiguous"]
    assert verdicts_of(standard) == verdicts_of(twin)
    undo(mine, 0, "Ann", last_change(mine, 0, "Ann"))
    assert verdicts_of(mine) == ()
    assert len(verdicts_of(standard)) == 1


def test_file_of_one_upload_reaches_the_same_images_of_a_separate_one(twins):
    mine, twin, _ = twins
    save_verdict(twin, 3, "label", 4, author="Ann")
    keep_separate(mine.source)

    result = import_verdicts(export(twin), [mine])

    assert (result.num_imported, result.rejected) == (1, ())
    assert verdicts_of(mine) == verdicts_of(twin)


def test_earlier_verdicts_come_along_once(make_upload):
    mine, twin = (make_upload("1.png").digits for _ in range(2))
    save_verdict(mine, 0, "model", author="Ann")
    save_verdict(mine, 0, "ambiguous", author="Ann")

    keep_all_separate()
    save_verdict(mine, 0, "label", 4, author="Ann")
    keep_all_separate()

    assert [each.kind for each in verdicts_of(mine)] == ["label"]
    former = verdict_actions.former_verdicts(mine)
    assert [each.kind for each in former] == ["model", "ambiguous"]
    assert [each.kind for each in verdicts_of(twin)] == ["ambiguous"]


def test_verdicts_on_a_standard_set_do_not_come_along(twins):
    mine, _, standard = twins
    save_verdict(standard, 0, "model", author="Ann", note="for the lesson")

    keep_all_separate()

    assert verdicts_of(mine) == ()
    assert len(verdicts_of(standard)) == 1


def test_a_change_raises_the_revision_of_one_twin_alone(twins):
    mine, twin, _ = twins
    keep_separate(mine.source)
    revisions = [verdict_actions.verdict_revision(each) for each in (mine, twin)]

    save_verdict(mine, 0, "model")

    assert verdict_actions.verdict_revision(mine) != revisions[0]
    assert verdict_actions.verdict_revision(twin) == revisions[1]


def test_one_image_has_a_limited_number_of_verdicts(record):
    for number in range(MAX_VERDICTS_PER_IMAGE):
        save_verdict(record, 3, "model", author=f"Author {number}")

    with pytest.raises(StoreError) as caught:
        save_verdict(record, 3, "model", author="One more")

    assert caught.value.kind == "verdicts-full"
    save_verdict(record, 3, "ambiguous", author="Author 7")
    save_verdict(record, 4, "model", author="One more")
    assert len(verdicts_of(record, 3)) == MAX_VERDICTS_PER_IMAGE


def test_lines_over_the_limit_of_an_image_are_refused(record):
    save_verdict(record, 3, "model", author="Ann")
    heading, line = export(record).decode("utf-8-sig").splitlines()
    lines = [line.replace("Ann", f"Author {n}") for n in range(60)]
    content = "\r\n".join([heading, *lines, line.replace("Ann", "")]).encode()

    result = import_verdicts(content, [record])
    again = import_verdicts(content, [record])

    assert result.num_imported == MAX_VERDICTS_PER_IMAGE - 1
    assert {each.reason for each in result.rejected} == {"full"}
    assert len(result.rejected) == 12
    assert (again.num_imported, len(again.rejected)) == (0, 12)
    assert len(verdicts_of(record, 3)) == MAX_VERDICTS_PER_IMAGE


def test_file_with_too_many_lines_is_refused(record):
    save_verdict(record, 3, "model", author="Ann")
    heading, line = export(record).decode("utf-8-sig").splitlines()

    with pytest.raises(DatasetError) as caught:
        import_verdicts("\n".join([heading, *[line] * 20_001]).encode(), [record])

    assert caught.value.kind == "verdicts-too-many"
    import_verdicts("\n".join([heading, *[line] * 20_000, ""]).encode(), [record])


def test_former_verdicts_of_an_author_are_the_latest(record):
    for number in range(60):
        kind = "model" if number % 2 else "ambiguous"
        save_verdict(record, 3, kind, author="Ann", note=str(number))

    former = verdicts.former_verdicts(record.id, 3)
    assert [each.note for each in former] == [str(n) for n in range(39, 59)]
    assert undo(record, 3, "Ann", last_change(record, 3, "Ann"))

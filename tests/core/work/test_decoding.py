import io
import itertools
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image

from core.data.picture_preparation import PreparedPicture, prepare_picture
from core.data.uploaded_files import IgnoredFiles, Refusal, UploadedFile
from core.errors import DatasetError, WorkError
from core.work import decoder_process, decoding
from core.work.decoding import prepare_all
from tests import hostile

FAULTY = "tests.core.work.faulty_decoder"
GOOD = [UploadedFile(f"7/{number}.png", hostile.png(number)) for number in range(70)]


@pytest.fixture
def faulty(monkeypatch):
    """Pictures can tell their decoder to crash, hang or fail."""
    monkeypatch.setattr(
        decoder_process, "_DECODER_MODULE", "tests.core.work.faulty_decoder"
    )


def short(results):
    """The names of what was prepared, the kinds of what was refused."""
    return [
        each.error.kind if isinstance(each, Refusal) else each.name for each in results
    ]


def names(items):
    return [each.name for each in items]


def test_pictures_come_prepared_as_in_this_process():
    found = list(prepare_all(GOOD))

    assert names(found) == names(GOOD)
    for each, item in zip(found, GOOD, strict=True):
        expected = prepare_picture(item.name, item.content)
        np.testing.assert_array_equal(each.steps, expected.steps)
        for field in (
            "original",
            "height",
            "width",
            "box",
            "inverted",
            "warning",
        ):
            assert getattr(each, field) == getattr(expected, field)


def test_what_is_no_picture_keeps_its_place():
    refusal = Refusal("x.txt", DatasetError("picture-unknown"))
    items = [
        GOOD[0],
        refusal,
        IgnoredFiles(3),
        GOOD[1],
        UploadedFile("y.png", b"text"),
        GOOD[2],
    ]

    found = list(prepare_all(items))

    assert found[1:3] == items[1:3]
    assert found[4].error.kind == "picture-other-kind"
    assert found[4].error.values == {"found": "TXT"}
    assert names(found[i] for i in (0, 3, 5)) == names(GOOD[:3])


def test_nothing_comes_of_nothing():
    assert list(prepare_all([])) == []


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("content", [b"crash", b"leave"])
@pytest.mark.parametrize("position", [0, 40, 70])
def test_a_process_that_dies_costs_one_picture(content, position):
    items = [*GOOD[:position], UploadedFile("x.png", content), *GOOD[position:]]

    found = short(prepare_all(items))

    assert found.pop(position) == "picture-crashed"
    assert found == names(GOOD)


@pytest.mark.usefixtures("faulty")
def test_pictures_that_crash_one_after_the_other_cost_no_other():
    bad = [UploadedFile("x.png", b"crash")] * 3

    found = short(prepare_all([GOOD[0], *bad, GOOD[1]]))

    assert found == ["7/0.png", *["picture-crashed"] * 3, "7/1.png"]


def test_externally_killed_decoder_loses_no_picture():
    decoder = decoder_process.DecoderProcess(10.0, 2**30)
    decoder.prepare_pictures(GOOD[:1])
    decoder._process.kill()
    decoder._process.wait()

    found = decoder.prepare_pictures(GOOD[1:3])

    decoder.close()
    decoder.release()
    assert short(found) == names(GOOD[1:3])


@pytest.mark.usefixtures("faulty")
def test_a_process_that_hangs_is_ended_and_costs_one_picture():
    items = [*GOOD[:40], UploadedFile("x.png", b"hang"), *GOOD[40:]]

    found = list(prepare_all(items, seconds=5))

    assert found[40].error.kind == "picture-too-slow"
    assert found[40].error.values == {"limit": 5}
    assert short(found[:40] + found[41:]) == names(GOOD)


@pytest.mark.usefixtures("faulty")
def test_a_defect_is_logged_and_costs_one_picture(capsys):
    items = [GOOD[0], UploadedFile("x.png", b"fail"), GOOD[1]]

    found = short(prepare_all(items))

    assert found == ["7/0.png", "picture-failed", "7/1.png"]
    logged = capsys.readouterr().err
    assert '"KeyError at tests/core/work/faulty_decoder.py:' in logged
    assert "a defect" not in logged
    assert "x.png" not in logged


@pytest.mark.usefixtures("faulty")
def test_what_a_library_prints_disturbs_no_answer():
    items = [GOOD[0], UploadedFile("x.png", b"print"), GOOD[1]]

    found = short(prepare_all(items))

    assert found == ["7/0.png", "picture-other-kind", "7/1.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory otherwise")
def test_a_picture_that_swells_is_refused_and_costs_no_other():
    flat = hostile.saved(np.zeros((6000, 6000, 3), np.uint8), "PNG", compress_level=1)
    items = [GOOD[0], UploadedFile("x.png", flat), GOOD[1]]

    found = short(prepare_all(items, memory=500 * 2**20))

    assert found == ["7/0.png", "picture-memory", "7/1.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory otherwise")
def test_a_large_photo_takes_little_memory():
    photo = hostile.digit_picture(1, 7000)[..., None].repeat(3, axis=2)
    item = UploadedFile("7.jpg", hostile.saved(photo, "JPEG"))

    assert short(prepare_all([item], memory=560 * 2**20)) == ["7.jpg"]


def test_every_hostile_picture_is_refused_by_name():
    bombs = hostile.picture_bombs()
    items = [UploadedFile(name, content) for name, content in bombs.items()]

    found = list(prepare_all([*items, GOOD[0]]))

    assert isinstance(found[-1], PreparedPicture)
    assert {each.error.kind for each in found[:-1]} <= hostile.REFUSAL_KINDS


def test_few_pictures_are_asked_for_ahead():
    asked = itertools.count()
    many = (UploadedFile(f"{next(asked)}.png", GOOD[0].content) for _ in range(2000))

    results = prepare_all(many, processes=1)
    next(results)
    results.close()

    assert next(asked) < 400


@pytest.mark.usefixtures("faulty")
def test_decoders_end_with_their_parent(monkeypatch):
    started = []
    start = decoder_process._start
    monkeypatch.setattr(
        decoder_process,
        "_start",
        lambda *given: started.append(start(*given)) or started[-1],
    )
    items = [*GOOD[:64], UploadedFile("x.png", b"hang")]

    results = prepare_all(items, processes=2)
    next(results)
    results.close()

    assert started
    assert all(process.poll() is not None for process in started)
    assert not [each for each in threading.enumerate() if "decoding" in each.name]


def test_the_first_pictures_are_sent_in_small_batches():
    many = [UploadedFile(f"{n}.png", b"") for n in range(500)]

    sizes = [len(batch) for batch in decoding._batches(many)]

    assert sizes[:2] == [4, 4]
    assert sizes[:-1] == sorted(sizes[:-1])
    assert max(sizes) == 32
    assert sum(sizes) == 500


def test_large_pictures_are_sent_one_by_one():
    large = [UploadedFile(f"{n}.bmp", bytes(400_000)) for n in range(3)]

    assert [len(batch) for batch in decoding._batches([*large, *GOOD])][:2] == [1, 1]


def test_a_decoder_that_cannot_start_is_said(error_kind, monkeypatch):
    monkeypatch.setattr(decoder_process, "_DECODER_MODULE", "core.work.no_such_decoder")

    assert error_kind(list, prepare_all(GOOD)) == "decoder-missing"


@pytest.mark.skipif(sys.platform == "win32", reason="has no alarm")
def test_process_ends_itself_if_its_parent_cannot(monkeypatch):
    monkeypatch.setattr(
        decoder_process, "_DECODER_MODULE", "tests.core.work.faulty_decoder"
    )
    process = decoder_process._start(2**30, 0.0, "")
    decoder_process.read_message(process.stdout)

    decoder_process.write_message(process.stdin, {"names": ["x"]}, [b"hang"])

    assert process.wait(20) != 0
    decoder_process._reap_process(process)


def test_an_error_while_pictures_are_found_ends_all():
    def torn():
        yield GOOD[0]
        raise WorkError("cancelled")

    with pytest.raises(WorkError):
        list(prepare_all(torn()))


def test_there_are_as_many_processes_as_this_one_may_use():
    assert 1 <= decoding._num_processes() <= min(4, os.cpu_count())


def test_a_decoder_that_is_killed_as_it_starts_costs_nothing(monkeypatch):
    start, started = decoder_process._start, []

    def start_dying(*given):
        process = start(*given)
        started.append(process)
        if len(started) < 3:
            process.kill()
        return process

    monkeypatch.setattr(decoder_process, "_start", start_dying)

    assert len(list(prepare_all(GOOD[:1], processes=1))) == 1
    assert len(started) == 3


def test_sleep_of_the_computer_costs_no_picture(monkeypatch):
    hours_asleep = itertools.count(1)
    clock = SimpleNamespace(slept=0.0)
    clock.monotonic = lambda: time.monotonic() + clock.slept
    monkeypatch.setattr(decoding, "time", clock)
    monkeypatch.setattr(decoder_process, "time", clock)
    read = decoder_process.read_message

    def read_after_a_sleep(stream):
        clock.slept = 3600.0 * next(hours_asleep)
        # The watch looks several times before the answer arrives.
        time.sleep(5 * decoding._POLL_SECONDS)
        return read(stream)

    monkeypatch.setattr(decoder_process, "read_message", read_after_a_sleep)

    found = list(prepare_all(GOOD[:2], processes=1))

    assert short(found) == names(GOOD[:2])
    assert clock.slept > 2 * 3600


def test_a_large_picture_waits_for_another_decoder(tmp_path):
    lock = FileLock(tmp_path / "large.lock")
    decoder = decoder_process.DecoderProcess(2.0, 2**30, tmp_path / "large.lock")
    content = io.BytesIO()
    Image.new("L", (3000, 3000), 255).save(content, "WEBP", lossless=True)
    large = UploadedFile("large.webp", content.getvalue())

    with ThreadPoolExecutor() as threads:
        with lock:
            [small] = decoder.prepare_pictures(GOOD[:1])
            waiting = threads.submit(decoder.prepare_pictures, [large])
            # Longer than one picture may take.
            with pytest.raises(TimeoutError):
                waiting.result(3)
            decoder.kill_if_timed_out()
        [refusal] = waiting.result(10)

    assert small.name == GOOD[0].name
    assert refusal.error.kind == "picture-empty"
    decoder.close()
    decoder.release()

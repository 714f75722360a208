import json

import pytest

from core.data.uploaded_files import Refusal
from core.errors import DatasetError, WorkError
from core.store.events import Event, Phase
from core.store.jobs import TRAININGS, JobFolder

REFUSAL = Refusal("a.heic", DatasetError("picture-other-kind", found="HEIC"))
EVENTS = [
    Event(phase=Phase.STARTING),
    Event(phase=Phase.READING, share=0.0, done=0, total=9, refused=(REFUSAL,)),
    Event(
        phase=Phase.TRAINING,
        share=0.5,
        network=1,
        networks=6,
        epoch=2,
        epochs=4,
        step=7,
        steps=8,
        row={"epoch": 2.0, "val_loss": None},
    ),
    Event(phase=Phase.FAILED, error=WorkError("job-died", path="log.txt")),
]


def plain(event):
    """Everything in an event, with errors by kind and values."""
    error = event.error
    return (
        *(event.phase, event.time, event.share, event.row),
        *(event.network, event.networks, event.epoch, event.epochs),
        *(event.step, event.steps, event.done, event.total),
        [(each.name, each.error.kind, each.error.values) for each in event.refused],
        error and (error.kind, error.values),
    )


def without_checksum(event):
    """The fields of an event's line but its checksum."""
    fields = json.loads(event.to_json())
    del fields["crc32"]
    return fields


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.phase)
def test_an_event_survives_its_line(event):
    line = event.to_json()

    assert "\n" not in line
    assert plain(Event.from_json(line)) == plain(event)


def test_the_format_of_a_line_is_the_one_of_older_versions():
    event = Event(phase=Phase.TRAINING, time=5.0, share=0.25, epoch=1, epochs=4)
    failed = Event(phase=Phase.FAILED, time=6.0, error=WorkError("x", name="y"))

    assert without_checksum(event) == {
        "time": 5.0,
        "phase": "training",
        "share": 0.25,
        "epoch": 1,
        "epochs": 4,
    }
    assert without_checksum(failed) == {
        "time": 6.0,
        "phase": "failed",
        "error": "x",
        "values": {"name": "y"},
    }


def test_the_phase_of_older_versions_is_read():
    event = Event.from_json('{"time": 1.0, "phase": "judging", "share": 0.5}')

    assert event.phase is Phase.CROSS_VALIDATING


@pytest.mark.parametrize(
    "line",
    [
        *("", "{", "3", "[]", "{}", '{"time": 1, "phase": "dreaming"}'),
        '{"phase": "failed", "error": "x", "valuer": {}}',
        '{"phase": "failed", "error": [], "values": {}}',
        '{"phase": "failed", "refused": [{"nbme": "x", "kind": "y", "values": {}}]}',
        '{"phase": "failed", "refused": [1]}',
    ],
)
def test_a_line_that_is_no_event_is_passed_over(line, data_folder):
    assert data_folder
    job = JobFolder(TRAININGS, "1" * 12)
    job.create({})
    (job.path / "progress.jsonl").write_text(f"{line}\n", "utf-8")
    job.report(Event(phase=Phase.DONE))

    assert [event.phase for event in job.events()] == ["done"]

"""Do one part in a process of its own: `python -m core.work.task FOLDER`.

The folder holds what `pack_task` packed, and gets the result. Each line of the output
is the progress as JSON. The process ends when its input closes, as it does when the
process dies that started it. A worker of a cluster starts it, so that TensorFlow has a
process of its own, which can be killed.
"""

import json
import os
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from core.data.digits import DigitSet
from core.model.progress import TrainingProgress
from core.model.recipes import Recipe
from core.store.packing import pack, unpack
from core.store.part_results import PartResult, pack_result, unpack_result
from core.work.parts import Part
from core.work.places import Task

TASK_FILE: Final = "task.npz"
PART_FILE: Final = "part.json"
RESULT_FILE: Final = "result.npz"
_TEACHER: Final = "teacher-{}.npz"
_IMAGES: Final = "images-"


def pack_task(task: Task) -> bytes:
    """Return a task as bytes, compressed, because it travels to every worker once."""
    arrays = {f"{_IMAGES}{name}": each for name, each in task.images.items()}
    digits = {"digits": task.digits.images, "labels": task.digits.labels}
    about = {"kind": task.kind, "source": task.digits.source}
    return pack(about, {**arrays, **digits}, compress=True)


def unpack_task(content: bytes) -> Task:
    """Return the task that `pack_task` packed; the digits have numbers as names.

    Raises:
        ValueError: The content is cut short, or is no task.
    """
    about, arrays = unpack(content)
    labels = arrays["labels"]
    return Task(
        kind=about["kind"],
        digits=DigitSet(
            source=about["source"],
            images=arrays["digits"],
            labels=labels,
            names=tuple(map(str, range(len(labels)))),
        ),
        images={
            name.removeprefix(_IMAGES): each
            for name, each in arrays.items()
            if name.startswith(_IMAGES)
        },
    )


def part_to_json(part: Part) -> str:
    """Return a part as JSON."""
    return json.dumps({**asdict(part), "recipe": part.recipe.to_dict()})


def part_from_json(text: str) -> Part:
    """Return the part that `part_to_json` wrote."""
    values: dict[str, Any] = json.loads(text)
    values["recipe"] = Recipe.from_dict(values["recipe"])
    part = Part(**values)
    fold = None if part.fold is None else (part.fold[0], part.fold[1])
    return replace(part, fold=fold, taught_by=tuple(part.taught_by))


def write_task(folder: Path, part: str, task: bytes, teachers: list[bytes]) -> None:
    """Write what `main` reads."""
    (folder / PART_FILE).write_text(part, "utf-8")
    (folder / TASK_FILE).write_bytes(task)
    for number, teacher in enumerate(teachers):
        (folder / _TEACHER.format(number)).write_bytes(teacher)


def main(path: str) -> None:
    """Do the part in a folder."""
    threading.Thread(target=_exit_with_input, daemon=True).start()
    folder = Path(path)
    part = part_from_json((folder / PART_FILE).read_text("utf-8"))
    task = unpack_task((folder / TASK_FILE).read_bytes())
    teachers = [_teacher(folder, number) for number in range(len(part.taught_by))]

    from core.work.network_training import train_part

    def report(progress: TrainingProgress) -> None:
        sys.stdout.write(json.dumps(asdict(progress)) + "\n")
        sys.stdout.flush()

    result = train_part(task, part, teachers, report)
    (folder / RESULT_FILE).write_bytes(pack_result(result))


def _teacher(folder: Path, number: int) -> PartResult:
    return unpack_result((folder / _TEACHER.format(number)).read_bytes())


def _exit_with_input() -> None:
    # Not through `sys.stdin`, whose lock would abort the interpreter as it ends.
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])

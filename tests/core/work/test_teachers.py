from dataclasses import replace

import numpy as np
import pytest

from core.data.datasets import load_builtin_digits
from core.model.recipes import PRESETS

# Keras converts TensorFlow's variables with the interface of NumPy 1.
COPY = "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings(COPY)]
RECIPE = replace(PRESETS["distilled"], teachers=2, validation=0.0, drawn=0.0, marks=0.0)


@pytest.fixture
def short_lessons(monkeypatch):
    """Teachers learn for one epoch."""
    from core.model import distillation

    short = replace(distillation.TEACHER, epochs=1)
    monkeypatch.setattr(distillation, "TEACHER", short)


@pytest.mark.usefixtures("short_lessons")
def test_teachers_are_averaged_and_trained_once(tmp_path):
    from core.model import training
    from core.work.teachers import train_teachers

    digits = load_builtin_digits().train
    events = []

    def teach(folder):
        return train_teachers(RECIPE, digits, lambda: events.append, folder)

    ensemble, seconds = teach(tmp_path)
    num_events = len(events)
    again, no_seconds = teach(tmp_path)

    assert seconds > 0
    assert no_seconds == 0
    assert num_events > 0
    assert len(events) == num_events
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["teacher-1.weights.h5", "teacher-2.weights.h5"]
    one, same = (training.predict(each, digits.images) for each in (ensemble, again))
    np.testing.assert_allclose(one, same, atol=1e-5)


@pytest.mark.usefixtures("short_lessons")
def test_a_missing_teacher_alone_is_trained(tmp_path):
    from core.work.teachers import train_teachers

    digits = load_builtin_digits().train
    train_teachers(RECIPE, digits, lambda: lambda _: None, tmp_path)
    (tmp_path / "teacher-2.weights.h5").unlink()
    before = (tmp_path / "teacher-1.weights.h5").stat().st_mtime_ns

    _, seconds = train_teachers(RECIPE, digits, lambda: lambda _: None, tmp_path)

    assert seconds > 0
    assert (tmp_path / "teacher-1.weights.h5").stat().st_mtime_ns == before
    assert (tmp_path / "teacher-2.weights.h5").exists()

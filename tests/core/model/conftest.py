import numpy as np
import pytest

from core.store.digit_sets import list_digits, load_digits
from core.store.runs import LITERT_FILE, list_runs


@pytest.fixture
def builtin(data_folder):  # noqa: ARG001
    """Return the built-in digits."""
    return load_digits(next(each for each in list_digits() if each.has_images))


@pytest.fixture
def reference_model(data_folder):  # noqa: ARG001
    """Return the path of the LiteRT file of the reference run."""
    return list_runs()[0][0].folder / LITERT_FILE


# Importing TensorFlow takes seconds, so only the tests that need it do so.
@pytest.fixture(scope="session")
def tf():
    import tensorflow

    return tensorflow


@pytest.fixture(scope="session")
def networks():
    from core.model import networks

    return networks


@pytest.fixture(scope="session")
def training():
    from core.model import training

    return training


@pytest.fixture(scope="session")
def augment(tf):
    """Augment images, uint8 or float of shape (n, 28, 28), with a seed."""
    from core.model.augmentation import augment

    def call(images, settings, seed=(1, 2)):
        batch = tf.constant(images[..., np.newaxis], tf.float32)
        return augment(batch, settings, tf.constant(seed, tf.int64)).numpy()[..., 0]

    return call

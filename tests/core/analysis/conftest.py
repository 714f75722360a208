import numpy as np
import pytest
from hypothesis import strategies as st

from core.analysis.evaluation import Evaluation
from core.analysis.selection import Selection

# The notebook's network on MNIST's test set: counts of correct predictions, and a list
# of mistakes (true, predicted, percent).
CORRECT = [973, 1133, 1025, 1004, 982, 884, 948, 1021, 965, 990]
MISREAD = """
    64:99.6 94:99.6 94:99 64:99 74:99 61:99 56:99 61:99 82:98 06:98 94:98 53:98 94:97
    94:96 87:96 27:96 12:96 94:94.8 94:94 27:94 71:93 53:93 27:93 07:91 37:89.7 97:89
    94:89 78:86 37:84 35:84 68:83 72:80 53:77 94:77 27:76 97:76 89:75 35:75 94:74 87:73
    06:72 37:71 61:70 84:69 53:68 56:68 02:67 94:66 14:66 53:66 02:65 79:65 65:65 38:64
    27:64 27:62 06:62 24:61 85:61 06:61 68:60 95:60 95:58 89:58 58:55 98:54 74:52 94:51
    94:50 61:49 74:49 89:47 97:41 84:37 61:32
"""
NUM_UNSURE_BUT_RIGHT = 105
NUM_CLOSE = 8


def chosen(**values):
    """A selection; its digits may be given as any sequence."""
    digits = {key: frozenset(values.pop(key, ())) for key in ("true", "predicted")}
    return Selection(**digits, **values)


def build(labels, predictions, confidence=0.8, lead=None, source="test", run_id="run"):
    """An evaluation with these predictions, each with its confidence and its lead."""
    labels = np.array(labels, np.int8)
    n = len(labels)
    first = np.array(predictions, int)
    confidence = np.broadcast_to(np.float64(confidence), n)
    even = (1 - confidence) / 9
    second = even if lead is None else np.where(lead, confidence - lead, even)
    probabilities = np.repeat((1 - confidence - second)[:, None] / 8, 10, axis=1)
    probabilities[np.arange(n), (first + 1) % 10] = second
    probabilities[np.arange(n), first] = confidence
    return Evaluation.of(run_id, source, labels, probabilities.astype(np.float32))


@pytest.fixture(name="build", scope="session")
def build_fixture():
    return build


@pytest.fixture
def read(build):
    """Evaluations from counts: {(true, predicted): images}, true -1 without a label."""

    def read(counts, **options):
        pairs = [pair for pair, count in counts.items() for _ in range(count)]
        labels, predictions = zip(*pairs, strict=True)
        return build(labels, predictions, **options)

    return read


@pytest.fixture(scope="session")
def ten_thousand():
    """10,000 images, 75 of them misread as above, 8 of these narrowly."""
    misread = [entry.split(":") for entry in MISREAD.split()]
    right = np.repeat(np.arange(10), CORRECT)
    right_confidence = np.full(len(right), 0.99)
    right_confidence[:NUM_UNSURE_BUT_RIGHT] = 0.8
    lead = np.zeros(len(right) + len(misread))
    lead[-NUM_CLOSE:] = 0.05
    return build(
        labels=[*right, *(int(pair[0]) for pair, _ in misread)],
        predictions=[*right, *(int(pair[1]) for pair, _ in misread)],
        confidence=[*right_confidence, *(float(sure) / 100 for _, sure in misread)],
        lead=lead,
    )


@st.composite
def small_evaluations(draw, build):
    """Draw an evaluation of up to 80 images of four digits, some without a label."""
    digits = st.integers(0, 3)
    pairs = draw(st.lists(st.tuples(st.integers(-1, 3), digits), max_size=80))
    sure = st.sampled_from([0.3, 0.9, 0.97])
    confidence = draw(st.lists(sure, min_size=len(pairs), max_size=len(pairs)))
    return build([pair[0] for pair in pairs], [pair[1] for pair in pairs], confidence)

import numpy as np
import pytest

from core.model.scoring import Scorer

# Keras converts TensorFlow's variables with the interface of NumPy 1.
COPY = "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(COPY)


NAMES = ["notebook", "strided", "compact", "accurate"]


@pytest.fixture(scope="module")
def built(networks):
    """Return every network, untrained, by name."""
    return {name: networks.build_network(name) for name in NAMES}


def test_the_notebooks_network_is_its_layer_for_layer(built, networks):
    layers = networks.describe_layers(built["notebook"])

    assert [
        (layer["kind"], layer["output"], layer["parameters"]) for layer in layers
    ] == [
        ("InputLayer", "28 × 28 × 1", 0),
        # 5 * 5 * 1 * 16 + 16
        ("Conv2D", "28 × 28 × 16", 416),
        ("MaxPooling2D", "14 × 14 × 16", 0),
        # 5 * 5 * 16 * 36 + 36
        ("Conv2D", "14 × 14 × 36", 14436),
        ("MaxPooling2D", "7 × 7 × 36", 0),
        ("Dropout", "7 × 7 × 36", 0),
        ("Flatten", "1764", 0),
        # 1764 * 128 + 128
        ("Dense", "128", 225920),
        ("Dropout", "128", 0),
        # 128 * 10 + 10
        ("Dense", "10", 1290),
    ]
    assert built["notebook"].count_params() == 242062


def test_the_notebooks_layers_have_its_options(built):
    layers = built["notebook"].layers
    convolutions = [each for each in layers if "conv" in each.name]
    dropouts = [each.rate for each in layers if "dropout" in each.name]

    assert [each.kernel_size for each in convolutions] == [(5, 5), (5, 5)]
    assert [each.padding for each in convolutions] == ["same", "same"]
    assert [each.activation.__name__ for each in convolutions] == ["relu", "relu"]
    assert dropouts == [0.25, 0.5]
    assert built["notebook"].get_layer("features").activation.__name__ == "relu"
    assert layers[-1].activation.__name__ == "softmax"


def test_networks_have_the_documented_number_of_parameters(built):
    assert built["accurate"].count_params() == 189610
    assert built["compact"].count_params() == 172034
    assert built["strided"].count_params() == 166658


@pytest.mark.parametrize("name", NAMES)
def test_layers_are_described_with_all_their_parameters(built, networks, name):
    layers = networks.describe_layers(built[name])

    assert sum(layer["parameters"] for layer in layers) == built[name].count_params()
    assert len({layer["layer"] for layer in layers}) == len(layers)


@pytest.mark.parametrize("name", NAMES)
def test_network_returns_ten_probabilities(built, training, builtin, name):
    probabilities = training.predict(built[name], builtin.images[:20])

    assert probabilities.shape == (20, 10)
    assert probabilities.dtype == np.float32
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_exported_network_predicts_the_same(
    built, networks, training, builtin, tmp_path, name
):
    networks.export_litert(built[name], tmp_path / "model.tflite")
    images = builtin.images[:300]

    scores = Scorer(tmp_path / "model.tflite").score(images)

    expected = training.predict(built[name], images)
    np.testing.assert_array_equal(
        scores.probabilities.argmax(axis=1), expected.argmax(axis=1)
    )
    assert np.abs(scores.probabilities - expected).max() <= 1e-4
    assert scores.features.shape == (300, 128)
    assert scores.features.min() >= 0


@pytest.mark.slow
def test_saved_network_loads_without_training_state_and_predicts_the_same(
    networks, training, builtin, tmp_path
):
    import keras

    model = networks.build_network("strided")
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

    networks.save_network(model, tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")

    assert not loaded.compiled
    images = builtin.images[:20]
    np.testing.assert_array_equal(
        training.predict(loaded, images), training.predict(model, images)
    )


@pytest.fixture(scope="module")
def three(networks):
    return [networks.build_network(name) for name in ("strided", "notebook", "strided")]


@pytest.mark.slow
def test_ensemble_is_the_mean_of_its_members(
    three, networks, training, builtin, tmp_path
):
    images = builtin.images[:100]
    mean = np.mean([training.predict(each, images) for each in three], axis=0)

    together = networks.build_ensemble(three)

    np.testing.assert_allclose(training.predict(together, images), mean, atol=1e-6)
    networks.export_litert(together, tmp_path / "model.tflite")
    scores = Scorer(tmp_path / "model.tflite").score(images)
    np.testing.assert_allclose(scores.probabilities, mean, atol=1e-5)
    # The features of all members, concatenated.
    assert scores.features.shape == (100, 3 * 128)


@pytest.mark.slow
def test_saved_ensemble_loads_and_predicts_the_same(
    three, networks, training, builtin, tmp_path
):
    import keras

    together = networks.build_ensemble(three)
    networks.save_network(together, tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")

    images = builtin.images[:20]
    np.testing.assert_array_equal(
        training.predict(loaded, images), training.predict(together, images)
    )


def test_describe_layers_lists_each_member_of_an_ensemble(three, networks):
    layers = networks.describe_layers(networks.build_ensemble(three))

    assert [each["layer"] for each in layers if each["layer"].startswith("net")] == [
        "network_1",
        "network_2",
        "network_3",
    ]
    total = sum(each.count_params() for each in three)
    assert sum(each["parameters"] for each in layers) == total


def test_softened_networks_read_the_same_with_less_confidence(networks, training):
    images = np.random.default_rng(0).integers(0, 256, (50, 28, 28)).astype(np.uint8)
    members = [networks.build_network("strided") for _ in range(2)]
    for model in (members[0], networks.build_ensemble(members)):
        before = training.predict(model, images)

        networks.soften(model, 2.0)

        after = training.predict(model, images)
        if model is members[0]:
            # softmax(log p / 2) is the square root of p, normalised.
            expected = np.sqrt(before)
            expected /= expected.sum(axis=1, keepdims=True)
            np.testing.assert_allclose(after, expected, atol=1e-5)
            np.testing.assert_array_equal(after.argmax(axis=1), before.argmax(axis=1))
        assert (after.max(axis=1) < before.max(axis=1)).all()


def test_ensemble_of_one_is_the_network_itself(three, networks):
    assert networks.build_ensemble(three[:1]) is three[0]


@pytest.mark.slow
@pytest.mark.usefixtures("data_folder")
def test_keras_and_litert_files_of_the_reference_run_agree_on_mnist(
    training, mnist_path
):
    import keras

    from core.data.mnist import read_mnist
    from core.store.runs import KERAS_FILE, LITERT_FILE, list_runs

    folder = list_runs()[0][0].folder
    images = read_mnist([mnist_path]).test.images
    expected = training.predict(keras.saving.load_model(folder / KERAS_FILE), images)

    scores = Scorer(folder / LITERT_FILE).score(images)

    largest = np.abs(scores.probabilities - expected).max()
    print(f"\nlargest difference of a probability: {largest:.2e}")  # noqa: T201
    np.testing.assert_array_equal(
        scores.probabilities.argmax(axis=1), expected.argmax(axis=1)
    )
    assert largest <= 1e-4

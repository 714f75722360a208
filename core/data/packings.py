"""The ways MNIST is packed: one archive of arrays, or four IDX files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from numpy.typing import NDArray

from core.data.files import list_folder
from core.data.idx import idx_shape, is_idx, read_idx
from core.data.npz import is_npz, read_npz
from core.errors import DatasetError

Split = Literal["train", "test"]

MNIST_SIZES: Final[Mapping[Split, int]] = {"train": 60_000, "test": 10_000}

_IDX_NAMES: Final[Mapping[tuple[Split, int], str]] = {
    ("train", 3): "train-images-idx3-ubyte",
    ("train", 1): "train-labels-idx1-ubyte",
    ("test", 3): "t10k-images-idx3-ubyte",
    ("test", 1): "t10k-labels-idx1-ubyte",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawSplit:
    """Images and labels as they were read, and what each is called where it lies."""

    images: NDArray[Any]
    labels: NDArray[Any]
    images_name: str
    labels_name: str


def read_raw_splits(paths: Sequence[Path]) -> tuple[dict[Split, RawSplit], Path]:
    """Read both halves of MNIST without checking that it is MNIST.

    Args:
        paths: As for `core.data.mnist.read_mnist`, at least one.

    Returns:
        The halves, and the archive or folder they lie in.

    Raises:
        DatasetError: `mnist-no-files`, `mnist-files-missing`, or what `read_npz` and
            `read_idx` raise.
    """
    first = paths[0]
    folder = first if first.is_dir() else first.parent
    files = _files(paths)
    archive = next((path for path in files if is_npz(path)), None)
    if archive:
        return _read_archive(archive), archive
    return _read_idx_files(files, folder), folder


def _files(paths: Sequence[Path]) -> list[Path]:
    if len(paths) == 1 and not paths[0].is_dir() and not is_npz(paths[0]):
        return [paths[0], *_idx_files(paths[0].parent)]
    files: list[Path] = []
    for path in paths:
        archive = path / "mnist.npz"
        if not path.is_dir():
            files.append(path)
        elif archive.is_file():
            files.append(archive)
        else:
            files.extend(_idx_files(path))
    if not files:
        raise DatasetError("mnist-no-files", path=paths[0])
    return files


def _idx_files(folder: Path) -> list[Path]:
    """List IDX files; a damaged one counts where its name says what it should be."""
    return [
        path
        for path in list_folder(folder)
        if path.is_file()
        and not path.name.startswith(".")
        and ("ubyte" in path.name or is_idx(path))
    ]


def _read_archive(path: Path) -> dict[Split, RawSplit]:
    names = [f"{kind}_{split}" for split in MNIST_SIZES for kind in "xy"]
    arrays = read_npz(path, names)
    return {
        split: RawSplit(
            images=arrays[f"x_{split}"],
            labels=arrays[f"y_{split}"],
            images_name=f"x_{split}",
            labels_name=f"y_{split}",
        )
        for split in MNIST_SIZES
    }


def _read_idx_files(files: Iterable[Path], folder: Path) -> dict[Split, RawSplit]:
    found: dict[tuple[Split, int], Path] = {}
    for path in files:
        found.setdefault(_identify_idx_file(idx_shape(path)), path)
    missing = [name for role, name in _IDX_NAMES.items() if role not in found]
    if missing:
        raise DatasetError(
            "mnist-files-missing", path=folder, missing=", ".join(missing)
        )
    return {
        split: RawSplit(
            images=read_idx(found[split, 3]),
            labels=read_idx(found[split, 1]),
            images_name=found[split, 3].name,
            labels_name=found[split, 1].name,
        )
        for split in MNIST_SIZES
    }


def _identify_idx_file(shape: tuple[int, ...]) -> tuple[Split, int]:
    """Tell which of the four files this is: the split of the nearest size."""
    halfway = sum(MNIST_SIZES.values()) / 2
    return "train" if shape[0] > halfway else "test", len(shape)

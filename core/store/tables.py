"""Tables and arrays on disk, in formats that notice a flipped bit and run no code."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray


def save_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table to Parquet with a checksum in every page."""
    pq.write_table(
        pa.Table.from_pandas(table, preserve_index=False),
        path,
        compression="zstd",
        write_page_checksum=True,
    )


def load_table(path: Path) -> pd.DataFrame:
    """Read a table that `save_table` wrote."""
    return pq.read_table(path, page_checksum_verification=True).to_pandas()


def save_images(images: NDArray[np.uint8], path: Path) -> None:
    """Write images to a ``.npy`` file."""
    np.save(path, images, allow_pickle=False)


def load_images(path: Path) -> NDArray[np.uint8]:
    """Map the images of a ``.npy`` file into memory, read-only."""
    return np.load(path, mmap_mode="r", allow_pickle=False)

"""Files of digits as arrays, in the ways in which people save them."""

import gzip
import io
import zipfile

import numpy as np
import pandas as pd
from PIL import Image

from core.data.label_tables import TableMatch
from core.data.picture_preparation import prepare_picture
from core.data.pictures import read_picture
from core.data.upload_paths import find_uploaded_files
from core.data.uploaded_files import Refusal, UploadedArray, UploadedFile
from core.work.upload_tables import UploadTables

N = 30
"""Number of digits that `WAYS` expects."""


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npz(**arrays):
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def idx(array):
    sizes = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, 8, array.ndim]) + sizes + array.astype(np.uint8).tobytes()


def flat(images):
    return images.reshape(len(images), -1)


def frame_of(images, labels=None, name="pixel{}"):
    columns = [name.format(at) for at in range(784)]
    table = pd.DataFrame(flat(images), columns=columns)
    if labels is not None:
        table.insert(0, "label", labels)
    return table


def csv(table, **options):
    return table.to_csv(index=False, **options).encode()


def parquet(table):
    file = io.BytesIO()
    table.to_parquet(file)
    return file.getvalue()


def png(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def one_hot(labels):
    return np.eye(10)[labels]


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def text(table, separator):
    lines = (separator.join(f"{value:g}" for value in row) for row in table)
    return "\n".join(lines).encode()


def cntk(images, labels):
    rows = zip(flat(images), one_hot(labels).astype(int), strict=True)
    lines = (
        f"|labels {' '.join(map(str, hot))} |features {' '.join(map(str, row))}"
        for row, hot in rows
    )
    return "\n".join(lines).encode()


def shuffled_columns(images, labels):
    """Return a table with columns as pixel0, pixel1, pixel10, pixel100."""
    table = frame_of(images, labels)
    return table[sorted(table.columns)]


# Each takes images and labels, and returns the contents of files by name.
WAYS = {
    "npz x and y": lambda x, y: {"d.npz": npz(x=x, y=y)},
    "npz images and labels": lambda x, y: {"d.npz": npz(images=x, labels=y)},
    "npz x_test and y_test": lambda x, y: {"d.npz": npz(x_test=x, y_test=y)},
    "npz data, images, target": lambda x, y: {
        "d.npz": npz(data=flat(x), images=x, target=y)
    },
    "npz with other arrays": lambda x, y: {
        "d.npz": npz(x=x, y=y, writer=np.array(["a"] * N))
    },
    "npz positional": lambda x, y: {"d.npz": npz(arr_0=x, arr_1=y)},
    "npz one-hot": lambda x, y: {"d.npz": npz(x=x, y=one_hot(y))},
    "npz of (n, 1) labels": lambda x, y: {"d.npz": npz(x=x, y=y[:, None])},
    "npz of float labels": lambda x, y: {"d.npz": npz(x=x, y=y.astype(np.float64))},
    "npz of 1 to 10": lambda x, y: {"d.npz": npz(x=x, y=np.where(y == 0, 10, y))},
    "npz in a ZIP": lambda x, y: {"d.zip": zipped({"a/d.npz": npz(x=x, y=y)})},
    "npy pair": lambda x, y: {"X.npy": npy(x), "y.npy": npy(y)},
    "npy pair, labels first": lambda x, y: {"images.npy": npy(x), "a.npy": npy(y)},
    "npy in Fortran's order": lambda x, y: {
        "X.npy": npy(np.asfortranarray(x)),
        "y.npy": npy(y),
    },
    "npy pairs of one length": lambda x, y: {
        "x_train.npy": npy(x[: N // 2]),
        "x_test.npy": npy(x[N // 2 :]),
        "y_train.npy": npy(y[: N // 2]),
        "y_test.npy": npy(y[N // 2 :]),
    },
    "npy and a list of labels": lambda x, y: {
        "X.npy": npy(x),
        "labels.txt": "\n".join(map(str, y)).encode(),
    },
    "npy and a column": lambda x, y: {
        "X.npy": npy(x),
        "y.csv": csv(pd.DataFrame({"label": y})),
    },
    "idx": lambda x, y: {
        "t10k-images-idx3-ubyte": idx(x),
        "t10k-labels-idx1-ubyte": idx(y),
    },
    "idx with dots, gzipped": lambda x, y: {
        "train-images.idx3-ubyte.gz": gzip.compress(idx(x)),
        "train-labels.idx1-ubyte.gz": gzip.compress(idx(y)),
    },
    "idx pairs of one length": lambda x, y: {
        "train-images-idx3-ubyte": idx(x[N // 2 :]),
        "t10k-images-idx3-ubyte": idx(x[: N // 2]),
        "train-labels-idx1-ubyte": idx(y[N // 2 :]),
        "t10k-labels-idx1-ubyte": idx(y[: N // 2]),
    },
    "kaggle": lambda x, y: {"train.csv": csv(frame_of(x, y))},
    "kaggle with ids": lambda x, y: {
        "train.csv": csv(frame_of(x, y).assign(ImageId=range(N)))
    },
    "csv with an index": lambda x, y: {"d.csv": frame_of(x, y).to_csv().encode()},
    "csv of 1x1": lambda x, y: {
        "d.csv": csv(
            frame_of(x, y).set_axis(
                ["label", *(f"{i}x{j}" for i in range(28) for j in range(28))], axis=1
            )
        )
    },
    "csv without header": lambda x, y: {"d.csv": csv(frame_of(x, y), header=False)},
    "csv, label last": lambda x, y: {
        "d.csv": csv(frame_of(x).assign(digit=y), header=False)
    },
    "csv, columns numbered": lambda x, y: {
        "d.csv": csv(frame_of(x, y).set_axis(range(785), axis=1))
    },
    "csv, columns as text sorts them": lambda x, y: {
        "d.csv": csv(shuffled_columns(x, y))
    },
    "csv, one-hot": lambda x, y: {"d.csv": text(np.hstack([one_hot(y), flat(x)]), ",")},
    "csv of floats": lambda x, y: {"d.csv": csv(frame_of(x / 255, y))},
    "semicolons": lambda x, y: {"d.csv": csv(frame_of(x, y), sep=";")},
    "tabs": lambda x, y: {"d.tsv": csv(frame_of(x, y), sep="\t")},
    "spaces": lambda x, y: {"d.txt": text(np.column_stack([y, flat(x)]), " ")},
    "padded spaces": lambda x, y: {
        "d.txt": b"\r\n".join(
            b"  " + line + b"  "
            for line in text(np.column_stack([y, flat(x)]), "   ").split(b"\n")
        )
    },
    "cntk": lambda x, y: {"d.txt": cntk(x, y)},
    "parquet of pixels": lambda x, y: {"d.parquet": parquet(frame_of(x, y))},
    "parquet of lists": lambda x, y: {
        "d.parquet": parquet(pd.DataFrame({"image": list(flat(x)), "label": y}))
    },
    "parquet of pictures": lambda x, y: {
        "d.parquet": parquet(
            pd.DataFrame(
                {
                    "image": [{"bytes": png(each), "path": None} for each in x],
                    "label": y,
                }
            )
        )
    },
    "parquet of bytes": lambda x, y: {
        "d.parquet": parquet(pd.DataFrame({"png": list(map(png, x)), "label": y}))
    },
}


def read(folder, files):
    """Return pictures, labels, arrays and refusals of an upload."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    tables, pictures, arrays, refusals = UploadTables(), [], [], []
    for item in find_uploaded_files(sorted(folder.iterdir())):
        if isinstance(item, UploadedFile):
            pictures.append(read_picture(item.content).grey)
            item = prepare_picture(item.name, item.content)
        if isinstance(item, UploadedArray):
            arrays.append(item)
        if isinstance(item, Refusal):
            refusals.append(item)
        tables.add(item)
    labels = np.full(len(pictures), -1)
    for match in tables.match():
        if isinstance(match, TableMatch):
            labels = np.where(match.labels >= 0, match.labels, labels)
        else:
            refusals.append(match)
    return pictures, labels, arrays, refusals


def write(path, content):
    path.write_bytes(content)
    return path

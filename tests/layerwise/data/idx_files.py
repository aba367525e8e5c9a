"""Write small IDX files for tests, by struct and not by the code under test."""

import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np

from layerwise.data.download import RemoteFile

CODES = {"u1": 0x08, "i1": 0x09, "i2": 0x0B, "i4": 0x0C, "f4": 0x0D, "f8": 0x0E}
NAMES = {
    "train_images": "train-images-idx3-ubyte.gz",
    "train_labels": "train-labels-idx1-ubyte.gz",
    "test_images": "t10k-images-idx3-ubyte.gz",
    "test_labels": "t10k-labels-idx1-ubyte.gz",
}


def idx_bytes(array: np.ndarray) -> bytes:
    """Encode an array as an IDX file."""
    kind = array.dtype.str[1:]
    header = struct.pack(">BBBB", 0, 0, CODES[kind], array.ndim)
    header += struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(">" + kind).tobytes()


def small_dataset(train: int = 7, test: int = 3) -> dict[str, np.ndarray]:
    """Random images and labels in the shapes of MNIST, only fewer."""
    random = np.random.default_rng(0)
    return {
        "train_images": random.integers(0, 256, (train, 28, 28), dtype=np.uint8),
        "train_labels": random.integers(0, 10, train, dtype=np.uint8),
        "test_images": random.integers(0, 256, (test, 28, 28), dtype=np.uint8),
        "test_labels": random.integers(0, 10, test, dtype=np.uint8),
    }


def write_dataset(folder: Path, arrays: dict[str, np.ndarray], compress=True) -> None:
    """Write the four files under the names that MNIST's have."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, array in arrays.items():
        content, name = idx_bytes(array), NAMES[part]
        if compress:
            (folder / name).write_bytes(gzip.compress(content))
        else:
            (folder / name.removesuffix(".gz")).write_bytes(content)


def remote_file(path: Path) -> RemoteFile:
    """Describe a file on disk as a download would expect it."""
    content = path.read_bytes()
    return RemoteFile(path.name, len(content), hashlib.sha256(content).hexdigest())

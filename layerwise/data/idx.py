"""Reader of IDX, the file format of MNIST: a short header, then the numbers.

| bytes | content |
|---|---|
| 0, 1 | zero |
| 2 | element type, see `ELEMENT_TYPES` |
| 3 | number of axes d |
| 4 … 4 + 4d | length of each axis, unsigned 32-bit, big-endian |
| the rest | the elements in C order, big-endian |

Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten
digits", section "The IDX file format".
"""

import gzip
import math
import os
import zlib
from pathlib import Path

import numpy as np
import torch

ELEMENT_TYPES = {
    0x08: np.dtype("u1"),
    0x09: np.dtype("i1"),
    0x0B: np.dtype(">i2"),
    0x0C: np.dtype(">i4"),
    0x0D: np.dtype(">f4"),
    0x0E: np.dtype(">f8"),
}
GZIP_MAGIC = b"\x1f\x8b"


def read_idx(path: str | os.PathLike) -> torch.Tensor:
    """Read an IDX file, gzip-compressed or plain (told by its first bytes).

    Returns:
        A tensor with the file's axes and element type; for MNIST's images
        (60000, 28, 28) of uint8, for its labels (60000,) of uint8.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is not IDX, or is damaged, too short or too long.

    >>> path = Path(tempfile.mkdtemp()) / "labels"
    >>> header = bytes([0, 0, 8, 1, 0, 0, 0, 3])  # unsigned bytes, 1 axis of 3
    >>> path.write_bytes(header + bytes([7, 2, 1]))
    11
    >>> layerwise.read_idx(path)
    tensor([7, 2, 1], dtype=torch.uint8)
    """
    path = Path(path)
    content = path.read_bytes()
    if content.startswith(GZIP_MAGIC):
        try:
            content = gzip.decompress(content)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ValueError(f"{path}: damaged gzip file: {error}") from None
    return parse_idx(content, name=str(path))


def parse_idx(content: bytes, name: str = "data") -> torch.Tensor:
    """Turn the bytes of an IDX file into a tensor.

    Args:
        content: the whole file, uncompressed.
        name: what to call it in error messages, usually its path.

    Raises:
        ValueError: as `read_idx`.
    """
    element_type, shape = _parse_header(content, name)
    header_length = 4 + 4 * len(shape)
    expected = header_length + math.prod(shape) * element_type.itemsize
    if len(content) != expected:
        what = "truncated" if len(content) < expected else "too long"
        raise ValueError(
            f"{name}: {what}: the header promises {expected:,} bytes for shape "
            f"{shape}, the file has {len(content):,}"
        )
    numbers = np.frombuffer(content, element_type, offset=header_length)
    # A copy in the machine's byte order: the buffer of bytes is read-only.
    return torch.from_numpy(numbers.astype(element_type.newbyteorder("="))).view(shape)


def _parse_header(content: bytes, name: str) -> tuple[np.dtype, tuple[int, ...]]:
    """Check the magic number; return the element type and the shape."""
    if len(content) < 4 or content[:2] != b"\0\0":
        raise ValueError(
            f"{name}: not an IDX file: it starts with {content[:4].hex() or 'nothing'}"
        )
    code, axes = content[2], content[3]
    if code not in ELEMENT_TYPES:
        raise ValueError(f"{name}: unknown IDX element type 0x{code:02x}")
    if axes == 0:
        raise ValueError(f"{name}: an IDX file needs at least one axis, this has none")
    header = content[4 : 4 + 4 * axes]
    if len(header) < 4 * axes:
        raise ValueError(f"{name}: truncated: it ends inside its header")
    shape = tuple(int(n) for n in np.frombuffer(header, ">u4"))
    return ELEMENT_TYPES[code], shape

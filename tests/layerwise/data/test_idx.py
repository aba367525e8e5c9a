"""The IDX reader accepts exactly the format and names what is wrong otherwise."""

import gzip

import numpy as np
import pytest
import torch
from idx_files import idx_bytes

from layerwise.data.idx import parse_idx, read_idx

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


@pytest.mark.parametrize("kind", ["u1", "i1", "i2", "i4", "f4", "f8"])
@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 4), (1, 2, 1, 3)])
def test_every_element_type_and_number_of_axes(kind, shape):
    random = np.random.default_rng(0)
    array = (random.standard_normal(shape) * 100).astype(kind)
    parsed = parse_idx(idx_bytes(array))
    assert parsed.dtype == torch.from_numpy(array).dtype
    assert parsed.shape == shape
    np.testing.assert_array_equal(parsed.numpy(), array)


def test_the_header_of_mnist_is_read_as_published():
    # The first bytes of MNIST's label files: magic 2049, then the count.
    content = bytes.fromhex("00000801 00000003 050004")
    assert parse_idx(content).tolist() == [5, 0, 4]


def test_the_tensor_is_writable_and_its_own():
    content = idx_bytes(IMAGES)
    first = parse_idx(content)
    first += 1
    np.testing.assert_array_equal(parse_idx(content).numpy(), IMAGES)


def test_no_elements_is_a_valid_file():
    assert parse_idx(idx_bytes(np.zeros((0, 28, 28), np.uint8))).shape == (0, 28, 28)


@pytest.mark.parametrize("name", ["a-idx3-ubyte.gz", "a-idx3-ubyte", "a.bin"])
@pytest.mark.parametrize("compress", [True, False])
def test_compression_is_told_by_content_not_by_name(tmp_path, name, compress):
    content = idx_bytes(IMAGES)
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if compress else content)
    np.testing.assert_array_equal(read_idx(path).numpy(), IMAGES)
    np.testing.assert_array_equal(read_idx(str(path)).numpy(), IMAGES)


DAMAGED = {
    "empty": (b"", "not an IDX file: it starts with nothing"),
    "a web page": (b"<!DOCTYPE html>", "not an IDX file: it starts with 3c21444f"),
    "element type": (b"\0\0\x0a\1\0\0\0\1\0", "unknown IDX element type 0x0a"),
    "no axes": (b"\0\0\x08\0\x05", "at least one axis"),
    "no shape": (b"\0\0\x08\3\0\0\0\2\0\0", "truncated: it ends inside its header"),
    "one byte short": (
        idx_bytes(IMAGES)[:-1],
        r"truncated: the header promises 40 bytes .*\(2, 3, 4\), the file has 39",
    ),
    "one byte long": (
        idx_bytes(IMAGES) + b"\0",
        "too long: the header promises 40 bytes .* the file has 41",
    ),
    "little-endian": (
        b"\0\0\x08\1\3\0\0\0abc",
        "truncated: the header promises 50,331,656 bytes",
    ),
}


@pytest.mark.parametrize("case", DAMAGED)
@pytest.mark.parametrize("compress", [True, False])
def test_a_damaged_file_is_named_with_its_fault(tmp_path, case, compress):
    content, message = DAMAGED[case]
    path = tmp_path / "labels"
    path.write_bytes(gzip.compress(content) if compress else content)
    with pytest.raises(ValueError, match=message) as error:
        read_idx(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def damage(content: bytes, how: str) -> bytes:
    if how == "cut":
        return content[: len(content) // 2]
    if how == "cut before the checksum":
        return content[:-4]
    if how == "flip a bit of the checksum":
        return content[:-5] + bytes([content[-5] ^ 1]) + content[-4:]
    return content[:10] + b"\xff\xff\xff" + content[13:]


@pytest.mark.parametrize(
    "how",
    ["cut", "cut before the checksum", "flip a bit of the checksum", "break the code"],
)
def test_a_damaged_gzip_file_is_named(tmp_path, how):
    path = tmp_path / "images.gz"
    path.write_bytes(damage(gzip.compress(idx_bytes(IMAGES)), how))
    with pytest.raises(ValueError, match=r"images\.gz: damaged gzip file") as error:
        read_idx(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_idx(tmp_path / "nowhere")

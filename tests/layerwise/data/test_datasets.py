"""The data sets: digits offline, MNIST and Fashion-MNIST from a folder or a server."""

import dataclasses
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
import torch
from idx_files import NAMES, remote_file, small_dataset, write_dataset
from sklearn.datasets import load_digits

from layerwise.data import datasets
from layerwise.data.datasets import FASHION_MNIST, MNIST, digits, fashion_mnist, mnist
from layerwise.data.download import DownloadError

LOADERS = {"mnist": mnist, "fashion_mnist": fashion_mnist}


@pytest.fixture(autouse=True)
def no_folder_of_the_reader(monkeypatch, tmp_path):
    """Keep the reader's own data, and the network, out of the tests."""
    monkeypatch.delenv("LAYERWISE_DATA", raising=False)
    monkeypatch.setattr(datasets, "DEFAULT_FOLDER", tmp_path / "default")
    for name in ("MNIST", "FASHION_MNIST"):
        offline = dataclasses.replace(getattr(datasets, name), mirrors=())
        monkeypatch.setattr(datasets, name, offline)


@pytest.mark.parametrize("size", [8, 28])
def test_digits_have_the_shapes_types_and_range_that_networks_expect(size):
    for part, count in zip(digits(size), (1347, 450), strict=True):
        assert part.images.shape == (count, 1, size, size)
        assert part.images.dtype == torch.float32
        assert part.images.min() == 0.0
        assert 0.9 < part.images.max() <= 1.0
        assert part.labels.shape == (count,)
        assert part.labels.dtype == torch.int64


def test_digits_are_split_without_loss_or_overlap():
    train, test = digits()
    images = torch.cat([train.images, test.images])[:, 0].numpy() * 16
    labels = torch.cat([train.labels, test.labels]).numpy()
    bunch = load_digits()

    def rows(images, labels):
        table = np.column_stack([images.reshape(len(images), -1), labels])
        return table[np.lexsort(table.T)]

    np.testing.assert_array_equal(
        rows(images, labels), rows(bunch.images, bunch.target)
    )


def test_digits_keep_equal_shares_of_every_class():
    train, test = digits()
    shares = torch.bincount(test.labels) / (
        torch.bincount(train.labels) + torch.bincount(test.labels)
    )
    assert shares.shape == (10,)
    assert (shares - 0.25).abs().max() < 0.01


def test_digits_are_the_same_every_time_whatever_the_global_seeds():
    first = digits()
    np.random.seed(5)
    torch.manual_seed(5)
    for a, b in zip(first, digits(), strict=True):
        assert torch.equal(a.images, b.images)
        assert torch.equal(a.labels, b.labels)


def test_enlarged_digits_are_the_small_ones_in_a_box_of_20_by_20():
    small, large = digits(8)[0], digits(28)[0]
    assert torch.equal(small.labels, large.labels)
    box = large.images[:, :, 4:24, 4:24]
    assert box.sum() == large.images.sum()  # nothing but zeros around it
    # Bilinear enlargement keeps each image's mean up to what the border loses.
    means = box.mean(dim=(1, 2, 3)), small.images.mean(dim=(1, 2, 3))
    torch.testing.assert_close(*means, atol=0.01, rtol=0.02)
    # The pixel at the centre of the box lies between the four small ones around it.
    centre = small.images[:, 0, 3:5, 3:5]
    middle = box[:, 0, 9:11, 9:11].mean(dim=(1, 2))
    torch.testing.assert_close(middle, centre.mean(dim=(1, 2)), atol=1e-5, rtol=0)


@pytest.mark.parametrize("size", [7, 32, "28", None])
def test_digits_refuse_another_size(size):
    with pytest.raises(ValueError, match="image_size must be 8 or 28"):
        digits(size)


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize("compress", [True, False])
def test_files_of_a_folder_become_tensors(tmp_path, name, compress):
    arrays = small_dataset()
    write_dataset(tmp_path / name, arrays, compress)
    train, test = LOADERS[name](tmp_path)
    assert train.images.shape == (7, 1, 28, 28)
    assert test.images.shape == (3, 1, 28, 28)
    for part, which in ((train, "train"), (test, "test")):
        assert part.images.dtype == torch.float32
        expected = arrays[f"{which}_images"][:, None] / 255
        np.testing.assert_allclose(part.images.numpy(), expected, rtol=1e-6)
        assert part.labels.dtype == torch.int64
        np.testing.assert_array_equal(part.labels, arrays[f"{which}_labels"])


def test_the_environment_variable_names_the_folder(tmp_path, monkeypatch):
    write_dataset(tmp_path / "mnist", small_dataset(train=4))
    write_dataset(tmp_path / "fashion_mnist", small_dataset(train=5))
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path))
    assert len(mnist()[0].labels) == 4
    assert len(fashion_mnist()[0].labels) == 5


def test_an_argument_comes_before_the_environment_variable(tmp_path, monkeypatch):
    write_dataset(tmp_path / "a" / "mnist", small_dataset(train=4))
    write_dataset(tmp_path / "b" / "mnist", small_dataset(train=5))
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path / "b"))
    assert len(mnist(tmp_path / "a")[0].labels) == 4


@pytest.mark.parametrize("name", LOADERS)
def test_a_missing_file_is_named_with_the_ways_out(tmp_path, name):
    write_dataset(tmp_path / name, small_dataset())
    (tmp_path / name / NAMES["test_labels"]).unlink()
    with pytest.raises(FileNotFoundError, match=NAMES["test_labels"]) as error:
        LOADERS[name](tmp_path)
    message = str(error.value)
    assert str(tmp_path / name) in message
    assert f"set LAYERWISE_DATA to the folder that contains {name}/" in message
    assert "download=True" in message
    assert "\n" not in message


def test_nothing_is_made_when_there_is_no_data(tmp_path):
    with pytest.raises(FileNotFoundError):
        mnist()
    assert list(tmp_path.iterdir()) == []


WRONG = {
    "labels in place of images": (
        {"train_images": np.zeros(7, np.uint8)},
        r"train-images.*expected bytes of shape \(N, 28, 28\), found .*\(7,\)",
    ),
    "another size": (
        {"test_images": np.zeros((3, 32, 32), np.uint8)},
        r"t10k-images.*found torch.uint8 of shape \(3, 32, 32\)",
    ),
    "another type": (
        {"train_images": np.zeros((7, 28, 28), np.int32)},
        r"train-images.*found torch.int32",
    ),
    "images in place of labels": (
        {"train_labels": np.zeros((7, 28, 28), np.uint8)},
        "train-labels.*expected a list of labels from 0 to 9",
    ),
    "a label too large": (
        {"test_labels": np.array([0, 10, 1], np.uint8)},
        "t10k-labels.*expected a list of labels from 0 to 9",
    ),
    "labels of another type": (
        {"test_labels": np.array([0, -1, 1], np.int8)},
        "t10k-labels.*expected a list of labels from 0 to 9",
    ),
    "too few labels": (
        {"train_labels": np.zeros(6, np.uint8)},
        "train-images.* has 7 images but .*train-labels.* has 6 labels",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_named_with_its_fault(tmp_path, case):
    replaced, message = WRONG[case]
    write_dataset(tmp_path / "mnist", small_dataset() | replaced)
    with pytest.raises(ValueError, match=message) as error:
        mnist(tmp_path)
    assert "\n" not in str(error.value)


def test_a_truncated_file_is_named(tmp_path):
    write_dataset(tmp_path / "mnist", small_dataset(), compress=False)
    path = tmp_path / "mnist" / "train-images-idx3-ubyte"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError, match=r"train-images-idx3-ubyte: truncated"):
        mnist(tmp_path)


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Publish a small MNIST on a local server, with its true checksums."""
    site = tmp_path / "site"
    write_dataset(site, small_dataset())

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    threading.Thread(target=http.serve_forever, daemon=True).start()
    published = dataclasses.replace(
        MNIST,
        mirrors=(f"http://127.0.0.1:{http.server_port}/",),
        files={part: remote_file(site / name) for part, name in NAMES.items()},
    )
    monkeypatch.setattr(datasets, "MNIST", published)
    yield site
    http.shutdown()
    http.server_close()


def test_missing_files_are_downloaded_once(served, tmp_path):
    train, test = mnist(tmp_path / "data", download=True)
    assert (len(train.labels), len(test.labels)) == (7, 3)
    found = sorted(path.name for path in (tmp_path / "data" / "mnist").iterdir())
    assert found == sorted(NAMES.values())
    for path in served.iterdir():
        path.unlink()  # a second download would fail
    assert torch.equal(mnist(tmp_path / "data", download=True)[0].images, train.images)


def test_files_go_to_the_default_folder(served, tmp_path):
    mnist(download=True)
    assert (tmp_path / "default" / "mnist" / NAMES["train_images"]).is_file()


@pytest.mark.parametrize("fault", ["truncated", "wrong checksum", "HTTP 404"])
def test_a_bad_download_leaves_no_file_of_that_name(served, tmp_path, fault):
    path = served / NAMES["train_labels"]
    content = path.read_bytes()
    path.unlink()
    if fault == "truncated":
        path.write_bytes(content[:-3])
    elif fault == "wrong checksum":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(DownloadError, match=fault) as error:
        mnist(tmp_path / "data", download=True)
    assert "\n" not in str(error.value)
    left = {path.name for path in (tmp_path / "data" / "mnist").iterdir()}
    assert left == {NAMES["train_images"]}  # the one fetched before the fault
    path.write_bytes(content)
    assert len(mnist(tmp_path / "data", download=True)[0].labels) == 7


@pytest.mark.parametrize("dataset", [MNIST, FASHION_MNIST])
def test_the_published_files_are_described_in_full(dataset):
    assert {part: file.name for part, file in dataset.files.items()} == NAMES
    checksums = {file.sha256 for file in dataset.files.values()}
    assert len(checksums) == 4
    assert all(len(bytes.fromhex(checksum)) == 32 for checksum in checksums)
    assert len(dataset.class_names) == 10
    assert all(mirror.startswith("http") for mirror in dataset.mirrors)

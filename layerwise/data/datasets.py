"""Images with labels: scikit-learn's digits, MNIST and Fashion-MNIST.

Every loader returns a training set and a test set:

    train, test = digits(image_size=28)
    images, labels = train   # (N, 1, 28, 28) float32 in [0, 1], (N,) int64
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch.nn import functional as F

from layerwise.data.download import RemoteFile, download
from layerwise.data.idx import read_idx

ENVIRONMENT_VARIABLE = "LAYERWISE_DATA"
DEFAULT_FOLDER = Path("~/.cache/layerwise")
TEST_FRACTION = 0.25
SPLIT_SEED = 0


class LabelledImages(NamedTuple):
    """Images (N, 1, H, W), float32 in [0, 1], and their classes (N,), int64.

    >>> train, test = layerwise.digits()
    >>> type(test).__name__, test.images.shape
    ('LabelledImages', torch.Size([450, 1, 8, 8]))
    """

    images: torch.Tensor
    labels: torch.Tensor


@dataclass(frozen=True)
class IdxDataset:
    """Where the four IDX files of a data set are published.

    `files` has the keys train_images, train_labels, test_images and test_labels.
    """

    name: str
    class_names: tuple[str, ...]
    mirrors: tuple[str, ...]
    files: Mapping[str, RemoteFile]


# Sizes and SHA-256 checksums of both data sets: TensorFlow Datasets,
# tensorflow_datasets/url_checksums/mnist.txt and fashion_mnist.txt. The first mirror
# of MNIST and the mirror of Fashion-MNIST are the addresses given there; the second
# mirror of MNIST is the one in torchvision/datasets/mnist.py.
MNIST = IdxDataset(
    name="mnist",
    class_names=tuple("0123456789"),
    mirrors=(
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ),
    files={
        "train_images": RemoteFile(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        "train_labels": RemoteFile(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        "test_images": RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        "test_labels": RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    },
)
FASHION_MNIST = IdxDataset(
    name="fashion_mnist",
    class_names=(
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    mirrors=("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",),
    files={
        "train_images": RemoteFile(
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        "train_labels": RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_515,
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        "test_images": RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        "test_labels": RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_148,
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    },
)


def digits(image_size: int = 8) -> tuple[LabelledImages, LabelledImages]:
    """Load scikit-learn's bundled handwritten digits; needs no network.

    1,797 images of 8×8 pixels, split once and for all into 1,347 for training and
    450 for testing with equal shares of every class. The images are a part of the
    UCI data set of Alpaydin and Kaynak (1998) and come from 13 writers, all of whom
    appear in both parts: accuracies here are probably higher than on unknown
    handwriting.

    Args:
        image_size: 8 for the images as they are, or 28 for networks that expect
            MNIST's size. A 28×28 image holds the 8×8 image, enlarged bilinearly to
            20×20, within four rows and columns of zeros, as MNIST's digits fill a box
            of 20×20. Enlarging adds pixels, not information.

    Returns:
        Training set and test set.

    Raises:
        ValueError: another image size.

    >>> train, test = layerwise.digits(image_size=28)
    >>> train.images.shape, len(test.labels)
    (torch.Size([1347, 1, 28, 28]), 450)
    """
    if image_size not in (8, 28):
        raise ValueError(f"image_size must be 8 or 28, got {image_size!r}")
    # Here and not above: the import takes longer than all the rest of the package's.
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    bunch = load_digits()
    images = torch.from_numpy(bunch.images).float()[:, None] / 16  # (N, 1, 8, 8)
    if image_size == 28:
        images = F.interpolate(images, size=(20, 20), mode="bilinear")
        images = F.pad(images, (4, 4, 4, 4))  # (N, 1, 28, 28)
    labels = torch.from_numpy(bunch.target).long()
    train, test = train_test_split(
        torch.arange(len(labels)).numpy(),
        test_size=TEST_FRACTION,
        random_state=SPLIT_SEED,
        stratify=bunch.target,
    )
    return (
        LabelledImages(images[train], labels[train]),
        LabelledImages(images[test], labels[test]),
    )


def mnist(
    root: str | os.PathLike | None = None, download: bool = False
) -> tuple[LabelledImages, LabelledImages]:
    """Load MNIST: 60,000 training and 10,000 test images of handwritten digits.

    The four IDX files, gzip-compressed or plain, are looked for in `root`/mnist.

    Args:
        root: a folder; by default the one that the environment variable
            LAYERWISE_DATA names, or else ~/.cache/layerwise.
        download: fetch the files that are missing, about 11 MB, and verify them.

    Returns:
        Training set and test set, images (N, 1, 28, 28).

    Raises:
        FileNotFoundError: a file is missing and `download` is false.
        DownloadError: a file could not be fetched intact.
        ValueError: a file is not what it should be.

    Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits".
    """
    return _load(MNIST, root, download)


def fashion_mnist(
    root: str | os.PathLike | None = None, download: bool = False
) -> tuple[LabelledImages, LabelledImages]:
    """Load Fashion-MNIST: 60,000 + 10,000 images of clothes in ten classes.

    As `mnist`, with the files in `root`/fashion_mnist (about 31 MB). The classes'
    names are `FASHION_MNIST.class_names`.

    Source: H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset
    for benchmarking machine learning algorithms", 2017.
    """
    return _load(FASHION_MNIST, root, download)


def _load(
    dataset: IdxDataset, root: str | os.PathLike | None, may_download: bool
) -> tuple[LabelledImages, LabelledImages]:
    root = root or os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT_FOLDER
    folder = Path(root).expanduser() / dataset.name
    paths = {
        part: _find(dataset, file, folder, may_download)
        for part, file in dataset.files.items()
    }
    return (
        _read_pair(paths["train_images"], paths["train_labels"]),
        _read_pair(paths["test_images"], paths["test_labels"]),
    )


def _find(
    dataset: IdxDataset, file: RemoteFile, folder: Path, may_download: bool
) -> Path:
    for name in (file.name, file.name.removesuffix(".gz")):
        if (folder / name).is_file():
            return folder / name
    if may_download:
        return download(file, dataset.mirrors, folder)
    raise FileNotFoundError(
        f"no {file.name} in {folder}: set {ENVIRONMENT_VARIABLE} to the folder that "
        f"contains {dataset.name}/{file.name}, or pass download=True"
    )


def _read_pair(images_path: Path, labels_path: Path) -> LabelledImages:
    """Read images and labels, and check that they belong together."""
    images, labels = read_idx(images_path), read_idx(labels_path)
    if images.dtype != torch.uint8 or images.shape[1:] != (28, 28):
        raise ValueError(
            f"{images_path}: expected bytes of shape (N, 28, 28), found "
            f"{images.dtype} of shape {tuple(images.shape)}"
        )
    if labels.dtype != torch.uint8 or labels.ndim != 1 or (labels > 9).any():
        raise ValueError(f"{labels_path}: expected a list of labels from 0 to 9")
    if len(images) != len(labels):
        raise ValueError(
            f"{images_path} has {len(images):,} images but {labels_path} has "
            f"{len(labels):,} labels"
        )
    return LabelledImages(images[:, None].float() / 255, labels.long())

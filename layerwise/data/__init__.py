"""Data sets: bundled digits, and MNIST's files where a reader has them."""

from layerwise.data.datasets import LabelledImages, digits, fashion_mnist, mnist
from layerwise.data.idx import read_idx

__all__ = ["LabelledImages", "digits", "fashion_mnist", "mnist", "read_idx"]

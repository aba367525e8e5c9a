"""Seeds and precision: the two settings that make a result repeatable."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

LARGEST_SEED = 2**32 - 1  # numpy's limit; Python and torch accept more


def seed_everything(seed: int) -> None:
    """Seed the generators of Python, numpy and torch (the CPU and every GPU).

    The same seed gives the same numbers on one machine with one version of torch.
    PyTorch promises nothing across versions, devices or numbers of threads.

    Args:
        seed: an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: the seed is not an integer.
        ValueError: the seed is out of range.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        raise TypeError(f"seed must be an integer, got {type(seed).__name__}")
    if not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"seed must lie from 0 to {LARGEST_SEED}, got {seed}")
    seed = int(seed)
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


@contextmanager
def full_precision() -> Iterator[None]:
    """Compute float32 products with all 24 bits inside the ``with`` block.

    Recent NVIDIA GPUs may round the factors of a float32 product to the 11 bits of
    TensorFloat-32, and cuDNN's convolutions do so by default. Two correct programs
    then differ in the third digit. Comparisons against an oracle belong inside this
    block; the former settings come back at its end. On a CPU nothing changes.

    Source: PyTorch documentation, "CUDA semantics", section "TensorFloat-32".
    """
    matmul = torch.backends.cuda.matmul.allow_tf32
    cudnn = torch.backends.cudnn.allow_tf32
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    try:
        yield
    finally:
        torch.backends.cuda.matmul.allow_tf32 = matmul
        torch.backends.cudnn.allow_tf32 = cudnn

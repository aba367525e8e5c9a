"""Seeds, determinism and precision: the settings that make a result repeatable."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

LARGEST_SEED = 2**32 - 1  # numpy's limit; Python and torch accept more

# One seed gives several streams of random numbers that have nothing in common.
ORDER, LAYERS = 1, 2

CUBLAS_WORKSPACE = "CUBLAS_WORKSPACE_CONFIG"


def seed_everything(seed: int) -> None:
    """Seed the generators of Python, numpy and torch (the CPU and every GPU).

    The same seed gives the same numbers on one machine with one version of torch.
    PyTorch promises nothing across versions, devices or numbers of threads.

    >>> layerwise.seed_everything(0)
    >>> first = torch.rand(3)
    >>> layerwise.seed_everything(0)
    >>> torch.equal(torch.rand(3), first)
    True

    Args:
        seed: an integer from 0 to 2**32 - 1.

    Raises:
        TypeError: the seed is not an integer.
        ValueError: the seed is out of range.
    """
    seed = checked_seed(seed)
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def checked_seed(seed: int, name: str = "seed") -> int:
    """Return a seed as a plain int.

    Raises:
        TypeError: the seed is not an integer.
        ValueError: the seed is out of range.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        raise TypeError(f"{name} must be an integer, got {type(seed).__name__}")
    if not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"{name} must lie from 0 to {LARGEST_SEED}, got {seed}")
    return int(seed)


def derived_seed(seed: int, stream: int) -> int:
    """Make the seed of one of several independent streams out of one seed.

    >>> derived_seed(0, ORDER) != derived_seed(0, LAYERS) != 0
    True

    Source: numpy documentation, "Parallel random number generation", SeedSequence.
    """
    sequence = np.random.SeedSequence(checked_seed(seed), spawn_key=(stream,))
    return int(sequence.generate_state(1, np.uint64)[0] >> np.uint64(1))


def generator(seed: int, stream: int) -> torch.Generator:
    """Return a generator of the CPU for one stream of a seed."""
    return torch.Generator().manual_seed(derived_seed(seed, stream))


@contextmanager
def private_random_numbers(seed: int, device: torch.device) -> Iterator[None]:
    """Start torch's generators of the CPU and of one device from a seed.

    They are put back at the end of the ``with`` block. Generators of other devices
    are not touched, unlike by `torch.manual_seed`, which seeds all of them.
    """
    device_generator = _GeneratorOf(device) if device.type != "cpu" else None
    cpu_state = torch.get_rng_state()
    device_state = device_generator.state() if device_generator else None
    try:
        torch.default_generator.manual_seed(seed)
        if device_generator:
            device_generator.seed(seed)
        yield
    finally:
        torch.set_rng_state(cpu_state)
        if device_generator:
            device_generator.restore(device_state)


class _GeneratorOf:
    """The generator of one GPU; torch.mps has only one and takes no device."""

    def __init__(self, device: torch.device):
        self._module = torch.get_device_module(device)
        self._device = device
        self._which = () if device.type == "mps" else (device,)

    def state(self) -> torch.Tensor:
        return self._module.get_rng_state(*self._which)

    def seed(self, seed: int) -> None:
        if self._which:
            with self._module.device(self._device):
                self._module.manual_seed(seed)  # of the current device only
        else:
            self._module.manual_seed(seed)

    def restore(self, state: torch.Tensor) -> None:
        self._module.set_rng_state(state, *self._which)


@contextmanager
def deterministic() -> Iterator[None]:
    """Use deterministic algorithms only inside the ``with`` block.

    On a GPU some operations add in whatever order their threads finish, so that the
    same seed may give other last digits. Inside the block torch takes a deterministic
    algorithm instead, or raises RuntimeError where it has none; cuDNN does not pick
    its algorithms by timing them. The former settings come back at the end.

    >>> with layerwise.deterministic():
    ...     torch.are_deterministic_algorithms_enabled()
    True
    >>> torch.are_deterministic_algorithms_enabled()
    False

    CUBLAS_WORKSPACE_CONFIG is set to ``:4096:8`` if it is not set. cuBLAS reads it
    once per process, so enter the block before the first product on a GPU.

    Source: PyTorch documentation, "Reproducibility".
    """
    enabled = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    benchmark = torch.backends.cudnn.benchmark
    workspace = os.environ.get(CUBLAS_WORKSPACE)
    os.environ.setdefault(CUBLAS_WORKSPACE, ":4096:8")
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(enabled, warn_only=warn_only)
        torch.backends.cudnn.benchmark = benchmark
        if workspace is None:
            os.environ.pop(CUBLAS_WORKSPACE, None)


@contextmanager
def full_precision() -> Iterator[None]:
    """Compute float32 products with all 24 bits inside the ``with`` block.

    Recent NVIDIA GPUs may round the factors of a float32 product to the 11 bits of
    TensorFloat-32, and cuDNN's convolutions do so by default. Two correct programs
    then differ in the third digit. Comparisons against an oracle belong inside this
    block; the former settings come back at its end. On a CPU nothing changes.

    >>> with layerwise.full_precision():
    ...     torch.backends.cudnn.allow_tf32
    False

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

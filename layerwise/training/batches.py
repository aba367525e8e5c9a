"""Examples in batches: from tensors, or from any iterable that brings its own.

A batch is ``(*inputs, targets)``; the model is called as ``model(*inputs)``.
"""

from collections.abc import Iterable, Iterator

import torch

from layerwise.training.reproducibility import ORDER, generator

Batch = tuple[torch.Tensor, ...]
Examples = tuple[torch.Tensor, ...] | Iterable[Batch]


def minibatches(
    tensors: tuple[torch.Tensor, ...],
    batch_size: int,
    generator: torch.Generator,
    drop_last: bool = False,
) -> Iterator[Batch]:
    """Yield all examples once, in random order, `batch_size` at a time.

    >>> x, generator = torch.arange(5), torch.Generator().manual_seed(0)
    >>> batches = list(layerwise.minibatches((x, 10 * x), 2, generator))
    >>> [len(inputs) for inputs, targets in batches]
    [2, 2, 1]
    >>> all(torch.equal(targets, 10 * inputs) for inputs, targets in batches)
    True
    """
    order = torch.randperm(len(tensors[0]), generator=generator)
    for indices in order.to(tensors[0].device).split(batch_size):
        if drop_last and len(indices) < batch_size:
            break
        yield tuple(tensor[indices] for tensor in tensors)


def split(
    examples: tuple[torch.Tensor, ...], fraction: float, seed: int = 0
) -> tuple[Batch, Batch]:
    """Hold out a random part of the examples; return what is kept, and that part.

    >>> x = torch.arange(10)
    >>> kept, held_out = layerwise.split((x, 10 * x), 0.2, seed=0)
    >>> len(kept[0]), len(held_out[0])
    (8, 2)
    >>> sorted([*kept[0].tolist(), *held_out[0].tolist()])
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

    Args:
        examples: tensors ``(*inputs, targets)`` of equal lengths. A named tuple, such
            as `LabelledImages`, is split into two of its kind.
        fraction: the share to hold out, between 0 and 1, rounded to whole examples.
        seed: the same seed holds out the same examples.

    Raises:
        TypeError: `examples` is no tuple of tensors.
        ValueError: one of the two parts would be empty, or lengths differ.
    """
    if not is_tensors(examples):
        raise TypeError("examples: split takes a tuple of tensors (*inputs, targets)")
    check_tensors(examples, "examples")
    count = len(examples[0])
    if not 0 < fraction < 1:
        raise ValueError(f"fraction must lie between 0 and 1, got {fraction!r}")
    held_out = round(fraction * count)
    if not 0 < held_out < count:
        raise ValueError(
            f"fraction={fraction!r} of {count} examples leaves one part empty"
        )
    order = torch.randperm(count, generator=generator(seed, ORDER))
    indices = order[held_out:].sort().values, order[:held_out].sort().values
    make = getattr(examples, "_make", tuple)
    kept, rest = (make(tensor[part] for tensor in examples) for part in indices)
    return kept, rest


def is_tensors(examples: object) -> bool:
    """Tell ``(*inputs, targets)`` from an iterable of batches: a tuple of tensors.

    >>> x, y = torch.zeros(4, 3), torch.zeros(4).long()
    >>> is_tensors((x, y)), is_tensors([(x, y), (x, y)])
    (True, False)
    """
    return isinstance(examples, tuple) and all(
        isinstance(part, torch.Tensor) for part in examples
    )


def check_tensors(tensors: tuple[torch.Tensor, ...], name: str) -> None:
    """Check that inputs and targets belong together.

    Raises:
        ValueError: fewer than two tensors, no examples, or lengths that differ.
    """
    if len(tensors) < 2:
        raise ValueError(f"{name}: need inputs and targets, got {len(tensors)} tensors")
    lengths = [len(tensor) if tensor.ndim else 0 for tensor in tensors]
    if len(set(lengths)) > 1 or lengths[0] == 0:
        raise ValueError(
            f"{name}: need as many inputs as targets, and at least one; "
            f"got {' and '.join(map(str, lengths))}"
        )


class ShuffledBatches:
    """Mini-batches of tensors, in a new order at every pass."""

    def __init__(self, tensors, batch_size, generator, drop_last):
        self._arguments = (tensors, batch_size, generator, drop_last)

    def __iter__(self) -> Iterator[Batch]:
        return minibatches(*self._arguments)


class OrderedBatches:
    """The examples in their order, without a graph of what the caller holds."""

    def __init__(self, tensors, batch_size, device):
        self._tensors, self._size, self._device = tensors, batch_size, device

    def __iter__(self) -> Iterator[Batch]:
        parts = (tensor.split(self._size) for tensor in self._tensors)
        for batch in zip(*parts, strict=True):
            yield tuple(part.to(self._device) for part in batch)


class BatchesOnDevice:
    """Batches that an iterable brings, each moved to the device when it comes."""

    def __init__(self, batches: Iterable[Batch], device, name: str):
        if not isinstance(batches, Iterable):
            raise TypeError(
                f"{name}: need a tuple of tensors (*inputs, targets) or an iterable of "
                f"batches, got {type(batches).__name__}"
            )
        if isinstance(batches, Iterator):
            raise TypeError(
                f"{name}: an iterator is used up after one epoch: give a list of "
                "batches, a DataLoader, or another iterable that starts afresh"
            )
        self._batches, self._device, self._name = batches, device, name

    def __iter__(self) -> Iterator[Batch]:
        for batch in self._batches:
            if not isinstance(batch, tuple | list) or not is_tensors(tuple(batch)):
                raise TypeError(
                    f"{self._name}: a batch must be a tuple of tensors (*inputs, "
                    f"targets), got {_kind(batch)}; all examples at once come as a "
                    "tuple of tensors too, not as a list or as numpy arrays"
                )
            check_tensors(tuple(batch), self._name)
            yield tuple(part.to(self._device) for part in batch)


def _kind(batch: object) -> str:
    if isinstance(batch, tuple | list):
        inner = ", ".join(type(part).__name__ for part in batch[:3])
        return f"{type(batch).__name__} of {inner or 'nothing'}"
    return type(batch).__name__

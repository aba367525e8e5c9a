"""Where a model computes, and whether it is training: looked up, and put back."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


def device_of(model: nn.Module) -> torch.device | None:
    """Where the model computes; None, "wherever the data are", without tensors."""
    tensors = itertools.chain(model.parameters(), model.buffers())
    return next((tensor.device for tensor in tensors), None)


@contextmanager
def evaluation_mode(model: nn.Module) -> Iterator[None]:
    """Put every layer in evaluation mode; put each back as it was afterwards.

    >>> dropout = torch.nn.Dropout()
    >>> with evaluation_mode(dropout):
    ...     print(dropout.training)
    False
    >>> dropout.training
    True
    """
    modes = {layer: layer.training for layer in model.modules()}
    model.eval()
    try:
        yield
    finally:
        for layer, training in modes.items():
            layer.training = training

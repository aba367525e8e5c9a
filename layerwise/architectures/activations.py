"""Activations of Part II by name, and those that torch.nn lacks."""

from collections.abc import Callable

import torch
from torch import nn


class CentredSigmoid(nn.Module):
    """The sigmoid moved down by a half: σ(z) − ½, of the same slopes and mean 0 at 0.

    >>> layerwise.CentredSigmoid()(torch.tensor([-100.0, 0.0, 100.0]))
    tensor([-0.5000,  0.0000,  0.5000])
    """

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(z) - 0.5


class ScaledTanh(nn.Module):
    """LeNet-5's activation, 1.7159 tanh(⅔ z), which is about 1 at 1 and −1 at −1.

    >>> layerwise.ScaledTanh()(torch.tensor([-1.0, 0.0, 1.0]))
    tensor([-1.0000,  0.0000,  1.0000])

    Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning
    applied to document recognition", 1998, appendix A.
    """

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return 1.7159 * torch.tanh(2 / 3 * z)


ACTIVATIONS = {
    "sigmoid": nn.Sigmoid,
    "centred sigmoid": CentredSigmoid,
    "tanh": nn.Tanh,
    "scaled tanh": ScaledTanh,
    "relu": nn.ReLU,
}


def activation_maker(activation: str | Callable[[], nn.Module]):
    """Turn a name into what makes the layer; leave what makes a layer as it is.

    >>> activation_maker("relu")()
    ReLU()

    Raises:
        ValueError: a name that is not known.
    """
    return activation if callable(activation) else choose("activation", activation)


def choose(argument: str, wanted: str, choices: dict = ACTIVATIONS):
    """Look a name up, or say which ones there are.

    Raises:
        ValueError: a name that is not known.
    """
    if wanted not in choices:
        names = " or ".join(repr(name) for name in choices)
        raise ValueError(f"{argument} must be {names}, got {wanted!r}")
    return choices[wanted]

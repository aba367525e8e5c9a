"""Networks without convolution, to compare others with."""

from collections.abc import Callable

from torch import nn

from layerwise.architectures.activations import activation_maker

CLASSES = 10


class DenseBaseline(nn.Sequential):
    """One hidden layer on the pixels; returns logits (N, 10).

    The hidden layer has as many units as bring the number of parameters nearest to
    `num_parameters`. On 784 pixels h units cost 784·h + h + h·10 + 10 = 795·h + 10
    parameters; on the 64 pixels that the small digits really have, 75·h + 10.

    (N, 1, 28, 28) → `flatten` (N, 784) → `dense_1` (N, h) → `dense_2` (N, 10).

    Args:
        num_parameters: the size to match, for example 44_426 for `LeNet`.
        pixels: of an image, 784 or another number.
        activation: "relu" or another name that `LeNet` knows, or what makes a layer.

    Raises:
        ValueError: fewer parameters than one hidden unit needs (805 on 784 pixels),
            or an unknown activation.

    >>> layerwise.DenseBaseline(8_490).dense_1
    Linear(in_features=784, out_features=11, bias=True)
    >>> layerwise.DenseBaseline(8_490, pixels=64).dense_1
    Linear(in_features=64, out_features=113, bias=True)
    """

    def __init__(
        self,
        num_parameters: int,
        pixels: int = 28 * 28,
        activation: str | Callable[[], nn.Module] = "relu",
    ):
        per_unit = pixels + 1 + CLASSES
        if num_parameters < per_unit + CLASSES:
            raise ValueError(
                f"num_parameters must be at least {per_unit + CLASSES}, the size with "
                f"one hidden unit; got {num_parameters}"
            )
        hidden = round((num_parameters - CLASSES) / per_unit)
        super().__init__()
        self.flatten = nn.Flatten()
        self.dense_1 = nn.Linear(pixels, hidden)
        self.activation = activation_maker(activation)()
        self.dense_2 = nn.Linear(hidden, CLASSES)


class LinearSoftmax(nn.Sequential):
    """A weight for every pixel and class, no hidden layer; returns logits (N, 10).

    With cross-entropy this is logistic regression for ten classes: the baseline that a
    network has to beat. It has 10·(pixels + 1) parameters.

    Args:
        pixels: of an image, 784 or another number.

    >>> layerwise.LinearSoftmax(64)(torch.zeros(5, 1, 8, 8)).shape
    torch.Size([5, 10])
    """

    def __init__(self, pixels: int = 28 * 28):
        super().__init__()
        self.flatten = nn.Flatten()
        self.dense = nn.Linear(pixels, CLASSES)

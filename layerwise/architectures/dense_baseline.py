"""A network without convolution, of a chosen size, to compare others with."""

from torch import nn

PIXELS = 28 * 28
CLASSES = 10


class DenseBaseline(nn.Sequential):
    """One hidden layer of ReLUs on the 784 pixels; returns logits (N, 10).

    The hidden layer has as many units as bring the number of parameters nearest to
    `num_parameters`: h units cost 784·h + h + h·10 + 10 = 795·h + 10 parameters.

    (N, 1, 28, 28) → `flatten` (N, 784) → `dense_1` (N, h) → `dense_2` (N, 10).

    Args:
        num_parameters: the size to match, for example 44_426 for `LeNet`.

    Raises:
        ValueError: fewer parameters than one hidden unit needs (805).

    >>> layerwise.DenseBaseline(8_490).dense_1
    Linear(in_features=784, out_features=11, bias=True)
    """

    def __init__(self, num_parameters: int):
        per_unit = PIXELS + 1 + CLASSES
        if num_parameters < per_unit + CLASSES:
            raise ValueError(
                f"num_parameters must be at least {per_unit + CLASSES}, the size with "
                f"one hidden unit; got {num_parameters}"
            )
        hidden = round((num_parameters - CLASSES) / per_unit)
        super().__init__()
        self.flatten = nn.Flatten()
        self.dense_1 = nn.Linear(PIXELS, hidden)
        self.activation = nn.ReLU()
        self.dense_2 = nn.Linear(hidden, CLASSES)

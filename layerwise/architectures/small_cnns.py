"""Two small convolutional networks: 4 and 8 maps, 10 and 20 channels.

The study notes give their shapes only. ReLU, max pooling and torch's own
initialisation are this course's choice.
"""

from torch import nn


class FourEightNet(nn.Sequential):
    """Four maps, then eight; 2,202 parameters; returns logits (N, 10).

    (N, 1, 28, 28) → `convolution_1` (N, 4, 24, 24) → `pooling_1` (N, 4, 12, 12)
    → `convolution_2` (N, 8, 8, 8) → `pooling_2` (N, 8, 4, 4) → `flatten` (N, 128)
    → `dense` (N, 10). Kernels are 5×5; pooling takes the maximum of 2×2.

    >>> layerwise.count_parameters(layerwise.FourEightNet())
    2202
    """

    def __init__(self):
        super().__init__()
        _add_layers(self, channels_1=4, channels_2=8)


class TenTwentyNet(nn.Sequential):
    """Ten channels, then twenty; 8,490 parameters; returns logits (N, 10).

    (N, 1, 28, 28) → `convolution_1` (N, 10, 24, 24) → `pooling_1` (N, 10, 12, 12)
    → `convolution_2` (N, 20, 8, 8) → `pooling_2` (N, 20, 4, 4) → `flatten` (N, 320)
    → `dense` (N, 10). Kernels are 5×5; pooling takes the maximum of 2×2.

    >>> layerwise.count_parameters(layerwise.TenTwentyNet())
    8490
    """

    def __init__(self):
        super().__init__()
        _add_layers(self, channels_1=10, channels_2=20)


def _add_layers(network: nn.Module, channels_1: int, channels_2: int) -> None:
    network.convolution_1 = nn.Conv2d(1, channels_1, kernel_size=5)
    network.activation_1 = nn.ReLU()
    network.pooling_1 = nn.MaxPool2d(kernel_size=2)
    network.convolution_2 = nn.Conv2d(channels_1, channels_2, kernel_size=5)
    network.activation_2 = nn.ReLU()
    network.pooling_2 = nn.MaxPool2d(kernel_size=2)
    network.flatten = nn.Flatten()
    network.dense = nn.Linear(channels_2 * 4 * 4, 10)

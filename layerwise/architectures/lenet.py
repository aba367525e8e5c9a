"""LeNet: two blocks of convolution and pooling, then three dense layers."""

from collections.abc import Callable

from torch import nn

from layerwise.architectures.activations import activation_maker, choose

POOLINGS = {"average": nn.AvgPool2d, "max": nn.MaxPool2d}


class LeNet(nn.Sequential):
    """LeNet for 28×28 images in one channel; returns logits (N, 10).

    =====================================  ==========================  =================
    layer                                  output, padding 0           output, padding 2
    =====================================  ==========================  =================
    ``convolution_1`` 5×5, 1 → 6           (N, 6, 24, 24)              (N, 6, 28, 28)
    ``pooling_1`` 2×2, stride 2            (N, 6, 12, 12)              (N, 6, 14, 14)
    ``convolution_2`` 5×5, 6 → 16          (N, 16, 8, 8)               (N, 16, 10, 10)
    ``pooling_2`` 2×2, stride 2            (N, 16, 4, 4)               (N, 16, 5, 5)
    ``flatten``                            (N, 256)                    (N, 400)
    ``dense_1``, ``dense_2``, ``dense_3``  (N, 120), (N, 84), (N, 10)  the same
    parameters                             44,426                      61,706
    =====================================  ==========================  =================

    The activation follows both convolutions and the first two dense layers. Weights
    start from Xavier's uniform distribution and biases from zero, for every variant,
    so that variants differ only in what their arguments say.

    Args:
        activation: "sigmoid", "centred sigmoid" (σ(z) − ½), "tanh", "scaled tanh" (as
            the paper's) or "relu"; or what makes a layer, such as `torch.nn.ELU`.
        pooling: "average" or "max".
        padding: zeros on each side of the image before the first convolution, 0 or 2.

    Raises:
        ValueError: another value of an argument.

    Source: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning
    applied to document recognition", 1998, in the simplified form that textbooks
    teach: the paper's LeNet-5 scales its pooled values by learned weights, joins
    the second convolution to some maps only, uses a scaled tanh, reads 32×32 images
    and ends in radial basis functions.

    >>> layerwise.LeNet("relu", "max")(torch.zeros(5, 1, 28, 28)).shape
    torch.Size([5, 10])
    """

    def __init__(
        self,
        activation: str | Callable[[], nn.Module] = "sigmoid",
        pooling: str = "average",
        padding: int = 0,
    ):
        activate = activation_maker(activation)
        pool = choose("pooling", pooling, POOLINGS)
        if padding not in (0, 2):
            raise ValueError(f"padding must be 0 or 2, got {padding!r}")
        side = (28 + 2 * padding - 4) // 2  # after block 1: 12, or 14
        side = (side - 4) // 2  # after block 2: 4, or 5
        super().__init__()
        self.convolution_1 = nn.Conv2d(1, 6, kernel_size=5, padding=padding)
        self.activation_1 = activate()
        self.pooling_1 = pool(kernel_size=2, stride=2)
        self.convolution_2 = nn.Conv2d(6, 16, kernel_size=5)
        self.activation_2 = activate()
        self.pooling_2 = pool(kernel_size=2, stride=2)
        self.flatten = nn.Flatten()
        self.dense_1 = nn.Linear(16 * side * side, 120)
        self.activation_3 = activate()
        self.dense_2 = nn.Linear(120, 84)
        self.activation_4 = activate()
        self.dense_3 = nn.Linear(84, 10)
        initialise_xavier(self)


def initialise_xavier(network: nn.Module) -> None:
    """Draw weights from Xavier's uniform distribution, in place; set biases to zero.

    Weights are uniform in ±√(6 / (fan_in + fan_out)), which keeps the variance of
    activations and gradients about equal from layer to layer as long as the
    activation is close to the identity around zero.

    Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep
    feedforward neural networks", 2010.

    >>> layer = torch.nn.Linear(3, 3)
    >>> layerwise.initialise_xavier(layer)
    >>> bool((layer.weight.abs() <= 1).all()), layer.bias.tolist()  # √(6 / (3 + 3)) = 1
    (True, [0.0, 0.0, 0.0])
    """
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)

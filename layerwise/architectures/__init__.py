"""Networks of Part II, built from torch.nn layers.

The chapters of Part I show that these layers compute what the course's own operators
compute; here they are used because they are fast.
"""

from layerwise.architectures.dense_baseline import DenseBaseline
from layerwise.architectures.lenet import LeNet, initialise_xavier
from layerwise.architectures.small_cnns import FourEightNet, TenTwentyNet

__all__ = [
    "DenseBaseline",
    "FourEightNet",
    "LeNet",
    "TenTwentyNet",
    "initialise_xavier",
]

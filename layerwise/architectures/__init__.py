"""Networks of Part II, built from torch.nn layers.

The chapters of Part I show that these layers compute what the course's own operators
compute; here they are used because they are fast.
"""

from layerwise.architectures.activations import CentredSigmoid, ScaledTanh
from layerwise.architectures.dense_baseline import DenseBaseline, LinearSoftmax
from layerwise.architectures.lenet import LeNet, initialise_xavier
from layerwise.architectures.small_cnns import FourEightNet, TenTwentyNet
from layerwise.architectures.untrained_baselines import MajorityClass, NearestNeighbour

__all__ = [
    "CentredSigmoid",
    "DenseBaseline",
    "FourEightNet",
    "LeNet",
    "LinearSoftmax",
    "MajorityClass",
    "NearestNeighbour",
    "ScaledTanh",
    "TenTwentyNet",
    "initialise_xavier",
]

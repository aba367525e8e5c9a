"""Two baselines that are not trained: the most frequent class, and the nearest image.

Both are models like any other: they return scores (N, 10) whose largest entry is the
answer, so that `layerwise.evaluate` and `layerwise.correct` take them.
"""

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 10


class MajorityClass(nn.Module):
    """Answer every image with the most frequent class of the examples it was given.

    >>> images, labels = torch.zeros(5, 1, 8, 8), torch.tensor([3, 1, 3, 3, 1])
    >>> layerwise.MajorityClass(labels)(images).argmax(dim=1)
    tensor([3, 3, 3, 3, 3])
    """

    def __init__(self, labels: torch.Tensor):
        super().__init__()
        self.register_buffer("counts", F.one_hot(labels, CLASSES).sum(0).float())

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.counts.expand(len(images), -1)  # (N, 10)


class NearestNeighbour(nn.Module):
    """Answer with the class of the example whose pixels are nearest.

    Nearest in the root of the sum of squared differences of pixels. Nothing is
    learned: the examples are kept, and every question is compared with all of them.

    >>> images = torch.eye(3).reshape(3, 1, 1, 3)
    >>> memory = layerwise.NearestNeighbour(images, torch.tensor([7, 0, 4]))
    >>> memory(images + 0.1).argmax(dim=1)
    tensor([7, 0, 4])
    """

    def __init__(self, images: torch.Tensor, labels: torch.Tensor):
        super().__init__()
        self.register_buffer("images", images.flatten(1))  # (M, pixels)
        self.register_buffer("labels", labels)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        nearest = torch.cdist(images.flatten(1), self.images).argmin(dim=1)  # (N,)
        return F.one_hot(self.labels[nearest], CLASSES).float()

"""Measures of predictions, and their means over batches."""

import math
from collections.abc import Callable, Mapping

import torch

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
Metric = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def correct(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Say of every prediction whether the largest output is the right class's.

    >>> logits = torch.tensor([[0.1, 2.0], [3.0, -1.0], [0.0, 1.0]])
    >>> layerwise.correct(logits, torch.tensor([1, 0, 0]))
    tensor([ True,  True, False])

    Args:
        outputs: logits or probabilities (N, K, ...), classes on the second axis.
        targets: classes (N, ...).

    Returns:
        True or False, in the shape of `targets`.
    """
    return outputs.argmax(dim=1) == targets


def accuracy(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Return the share of right predictions: the mean of `correct`.

    >>> logits = torch.tensor([[0.1, 2.0], [3.0, -1.0], [0.0, 1.0], [1.0, 0.0]])
    >>> layerwise.accuracy(logits, torch.tensor([1, 0, 0, 0]))
    tensor(0.7500)
    """
    return correct(outputs, targets).float().mean()


class Means:
    """Means of the loss and of metrics over the batches of an epoch.

    A loss is one number for a batch and weighs as much as the batch has examples. A
    metric may return one number for the batch too, or, better, a score for every
    prediction: then every prediction weighs the same, and one that should not count
    (padding) is simply left out of what it returns.

    >>> means = Means({"accuracy": layerwise.correct})
    >>> logits = torch.tensor([[0.1, 2.0], [3.0, -1.0], [0.0, 1.0]])
    >>> means.add(torch.tensor(0.75), logits, torch.tensor([1, 0, 0]))
    >>> means.add(torch.tensor(0.25), logits[:1], torch.tensor([1]))
    >>> means.result()
    {'loss': 0.625, 'accuracy': 0.75}
    """

    def __init__(self, metrics: Mapping[str, Metric]):
        self.metrics = metrics
        self.examples = 0
        self._sums = dict.fromkeys(("loss", *metrics), 0)
        self._counts = dict.fromkeys(("loss", *metrics), 0)

    @torch.no_grad()
    def add(self, loss, outputs: torch.Tensor, targets: torch.Tensor) -> None:
        """Take in one batch; nothing is read back from the device."""
        examples = len(targets)
        self.examples += examples
        self._add("loss", loss, examples)
        for name, metric in self.metrics.items():
            self._add(name, metric(outputs, targets), examples)

    def _add(self, name: str, scores, examples: int) -> None:
        scores = torch.as_tensor(scores).detach()
        weight = examples if scores.ndim == 0 else scores.numel()
        # The sum stays on the device: reading it here would stop a GPU at every step.
        self._sums[name] += scores * weight if scores.ndim == 0 else scores.sum()
        self._counts[name] += weight

    def result(self) -> dict[str, float]:
        """Read the means, the loss first."""
        return {
            name: float(total) / count if (count := self._counts[name]) else math.nan
            for name, total in self._sums.items()
        }

"""What `fit` refuses before it spends time, and in which words."""

import math
import numbers

import torch
from torch import nn
from torch.nn import functional as F

from layerwise.training.batches import Batch
from layerwise.training.metrics import Loss
from layerwise.training.modes import evaluation_mode

IGNORED_CLASS = -100  # the default of cross_entropy's ignore_index


def check_settings(epochs, batch_size, learning_rate, clip_norm) -> None:
    """Check counts and rates.

    >>> check_settings(0, 64, None, None)
    Traceback (most recent call last):
    ValueError: epochs must be a positive integer, got 0

    Raises:
        ValueError: one of them is not a positive number, or not a number at all.
    """
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        integer = isinstance(value, numbers.Integral) and not isinstance(value, bool)
        if not integer or value < 1:
            raise ValueError(f"{name} must be a positive integer, got {value!r}")
    for name, value in (("learning_rate", learning_rate), ("clip_norm", clip_norm)):
        if value is not None and not 0 < value < math.inf:
            raise ValueError(f"{name} must be positive and finite, got {value!r}")


@torch.no_grad()
def check_batch(model: nn.Module, batch: Batch, loss: Loss, name: str) -> int | None:
    """Run the model on one batch, as an evaluation does, and look at the result.

    Returns:
        The number of classes, for the default loss.

    Raises:
        ValueError: outputs, targets and loss do not fit each other.
    """
    *inputs, targets = batch
    with evaluation_mode(model):
        outputs = model(*inputs)
    classes = None
    if loss is F.cross_entropy:
        check_logits(outputs, targets, name)
        classes = outputs.shape[1]
        check_classes(targets, classes, name)
    value = loss(outputs, targets)
    if not isinstance(value, torch.Tensor) or value.ndim != 0:
        shape = tuple(getattr(value, "shape", ()))
        raise ValueError(f"{name}: the loss must return one number, got shape {shape}")
    return classes


def check_classes(targets: torch.Tensor, classes: int, name: str) -> None:
    """Check that targets are classes from 0 on; -100 marks what does not count.

    >>> check_classes(torch.tensor([0, 3, -100]), 3, "train")
    Traceback (most recent call last):
    ValueError: train: targets must lie from 0 to 2, the model's classes; found 0 to 3
    """
    counted = targets[targets != IGNORED_CLASS]
    if counted.numel() and (counted.min() < 0 or counted.max() >= classes):
        raise ValueError(
            f"{name}: targets must lie from 0 to {classes - 1}, the model's classes; "
            f"found {int(counted.min())} to {int(counted.max())}"
        )


def check_logits(outputs: torch.Tensor, targets: torch.Tensor, name: str) -> None:
    """Check dtype and shapes for cross-entropy; nothing is read from the device.

    Raises:
        ValueError: outputs are no logits (N, K, ...), or targets no classes (N, ...).
    """
    if not isinstance(outputs, torch.Tensor) or outputs.ndim < 2:
        got = tuple(getattr(outputs, "shape", ())) or type(outputs).__name__
        raise ValueError(f"the model must return logits (N, K, ...), got {got}")
    expected = (outputs.shape[0], *outputs.shape[2:])
    if targets.dtype != torch.int64 or targets.shape != expected:
        raise ValueError(
            f"{name}: for logits of shape {tuple(outputs.shape)}, cross-entropy needs "
            f"targets of int64 and shape {expected}, got {targets.dtype} of shape "
            f"{tuple(targets.shape)}; for other targets choose another loss"
        )

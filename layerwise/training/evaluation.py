"""Evaluation: mean loss and metrics over examples, and nothing changed."""

from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional as F

from layerwise.training.batches import (
    BatchesOnDevice,
    Examples,
    OrderedBatches,
    check_tensors,
    is_tensors,
)
from layerwise.training.checks import check_logits
from layerwise.training.metrics import Loss, Means, Metric, correct
from layerwise.training.modes import device_of, evaluation_mode

EVALUATION_BATCH = 256


@torch.no_grad()
def evaluate(
    model: nn.Module,
    examples: Examples,
    *,
    loss: Loss = F.cross_entropy,
    metrics: Mapping[str, Metric] | None = None,
) -> dict[str, float]:
    """Return mean loss and metrics over all examples; leave the model as it was.

    The model computes in evaluation mode, without gradients, on its own device.

    >>> sure = torch.nn.Linear(2, 2, bias=False)
    >>> _ = torch.nn.init.eye_(sure.weight)
    >>> x = torch.tensor([[9.0, 0.0], [0.0, 9.0], [0.0, 9.0], [9.0, 0.0]])
    >>> layerwise.evaluate(sure, (x, torch.tensor([0, 1, 1, 1])))["accuracy"]
    0.75

    Args:
        model: called as ``model(*inputs)``.
        examples: a tuple of tensors ``(*inputs, targets)``, or an iterable of batches
            of that form.
        loss: called with outputs and targets; returns the mean over the batch.
        metrics: names and functions of outputs and targets, see `correct`. By
            default ``{"accuracy": correct}`` for the default loss, otherwise none.

    Returns:
        ``{"loss": …, "accuracy": …}``: the loss, then the metrics.

    Raises:
        ValueError: no examples, or inputs and targets that do not belong together.
    """
    batches = evaluation_batches(examples, device_of(model))
    means = Means(metrics_for(loss, metrics))
    with evaluation_mode(model):
        for *inputs, targets in batches:
            outputs = model(*inputs)
            if loss is F.cross_entropy:
                check_logits(outputs, targets, "examples")
            means.add(loss(outputs, targets), outputs, targets)
    if means.examples == 0:
        raise ValueError("examples: the iterable gave no batches")
    return means.result()


def evaluation_batches(examples, device: torch.device | None, name="examples"):
    """Batches of tensors or of an iterable, on the device, in their order."""
    if not is_tensors(examples):
        return BatchesOnDevice(examples, device, name)
    check_tensors(examples, name)
    return OrderedBatches(examples, EVALUATION_BATCH, device)


def metrics_for(loss: Loss, metrics: Mapping[str, Metric] | None) -> dict:
    """The metrics that are meant: accuracy goes with cross-entropy."""
    if metrics is None:
        return {"accuracy": correct} if loss is F.cross_entropy else {}
    if "loss" in metrics:
        raise ValueError("metrics: 'loss' is the name of the loss, choose another")
    return dict(metrics)

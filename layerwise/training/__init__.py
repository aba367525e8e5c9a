"""Training: the loop, its history, devices and seeds."""

from layerwise.training.devices import available_devices, device
from layerwise.training.loop import (
    History,
    evaluate,
    fit,
    minibatches,
    train_epoch,
)
from layerwise.training.reproducibility import full_precision, seed_everything

__all__ = [
    "History",
    "available_devices",
    "device",
    "evaluate",
    "fit",
    "full_precision",
    "minibatches",
    "seed_everything",
    "train_epoch",
]

"""Training: the loop, its history, comparing runs, devices and seeds."""

from layerwise.training.batches import minibatches, split
from layerwise.training.comparing import (
    Interval,
    SignTest,
    paired_interval,
    sign_test,
)
from layerwise.training.devices import available_devices, device
from layerwise.training.evaluation import evaluate
from layerwise.training.history import History
from layerwise.training.loop import fit, train_epoch
from layerwise.training.metrics import accuracy, correct
from layerwise.training.reproducibility import (
    deterministic,
    full_precision,
    seed_everything,
)

__all__ = [
    "History",
    "Interval",
    "SignTest",
    "accuracy",
    "available_devices",
    "correct",
    "deterministic",
    "device",
    "evaluate",
    "fit",
    "full_precision",
    "minibatches",
    "paired_interval",
    "seed_everything",
    "sign_test",
    "split",
    "train_epoch",
]

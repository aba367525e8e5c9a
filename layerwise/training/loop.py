"""One training loop for every chapter that trains a classifier."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm

from layerwise.training.devices import checked_device, device_name
from layerwise.training.devices import device as choose_device
from layerwise.training.memory import PeakMemory

EVALUATION_BATCH = 256

Examples = tuple[torch.Tensor, torch.Tensor]


@dataclass
class History:
    """What happened in one call of `fit`.

    The four curves have one number per epoch. Training loss and accuracy are means
    over the epoch's batches, each taken before the step that it causes, while the
    weights still move; test loss and accuracy are taken after the epoch with the
    weights at rest. So in a fast-learning first epoch the test curve can be the better.

    Attributes:
        train_loss, test_loss: mean cross-entropy in nats.
        train_accuracy, test_accuracy: share of right answers, from 0 to 1.
        seconds: time spent in training steps, evaluation left out.
        samples_per_second: training examples processed per second of that time.
        peak_memory_bytes: see `peak_memory_meaning`; None where it is unknown.
        peak_memory_meaning: what was measured, see `PeakMemory`.
        device: the device in words.
        seed: seed of the order of the examples and of random layers.
    """

    device: str
    seed: int
    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    test_loss: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)
    seconds: float = 0.0
    samples_per_second: float = 0.0
    peak_memory_bytes: int | None = None
    peak_memory_meaning: str = ""

    def __str__(self) -> str:
        if self.peak_memory_bytes is None:
            memory = f"memory {self.peak_memory_meaning}"
        else:
            memory = f"{self.peak_memory_bytes / 2**20:,.1f} MiB "
            memory += f"({self.peak_memory_meaning})"
        return (
            f"{len(self.test_accuracy)} epochs on {self.device}, seed {self.seed}: "
            f"test accuracy {self.test_accuracy[-1]:.1%}, "
            f"{self.samples_per_second:,.0f} samples/s, {memory}"
        )


def fit(
    model: nn.Module,
    train: Examples,
    test: Examples,
    *,
    epochs: int,
    batch_size: int = 64,
    learning_rate: float = 1e-3,
    optimizer: Callable[..., torch.optim.Optimizer] = torch.optim.Adam,
    seed: int = 0,
    device: torch.device | str | None = None,
    progress: bool = True,
) -> History:
    """Train a classifier in place by cross-entropy; evaluate it after every epoch.

    On a CPU, the same model, data and seed give the same numbers. The caller's own
    random generators are left as they were. The model ends on `device`, in
    evaluation mode.

    Args:
        model: maps inputs (N, ...) to logits (N, K).
        train: inputs (N, ...) and classes (N,), int64 from 0 to K - 1.
        test: the same; used for the curves only, never for training.
        epochs: passes over the training set.
        batch_size: examples per step; the last step of an epoch may have fewer.
        learning_rate: given to the optimizer as ``lr``.
        optimizer: called as ``optimizer(parameters, lr=learning_rate)``.
        seed: for the order of the examples and for random layers such as dropout.
            It does not touch the weights that the model starts from.
        device: by default, what `layerwise.device()` chooses.
        progress: show a progress bar on stderr.

    Raises:
        ValueError: a count or rate that is not positive, or examples that do not
            belong together or do not fit the model.
        FloatingPointError: the loss stopped being a finite number.
    """
    _check_settings(epochs, batch_size, learning_rate)
    device = choose_device() if device is None else checked_device(device)
    memory = PeakMemory(device)
    model.to(device)
    train, test = _to_device(train, device, "train"), _to_device(test, device, "test")
    _check_fit(model, train, test)
    history = History(device_name(device), seed)
    steps = optimizer(model.parameters(), lr=learning_rate)
    order = torch.Generator().manual_seed(seed)
    gpus = [device] if device.type == "cuda" else []
    bar = tqdm(range(1, epochs + 1), desc="epochs", disable=not progress)
    with torch.random.fork_rng(gpus), bar:
        torch.manual_seed(seed)
        for epoch in bar:
            start = time.perf_counter()
            result = train_epoch(model, minibatches(*train, batch_size, order), steps)
            history.seconds += time.perf_counter() - start
            _record(history, epoch, result, evaluate(model, test))
            bar.set_postfix_str(f"test accuracy {history.test_accuracy[-1]:.3f}")
    model.eval()
    history.samples_per_second = epochs * len(train[0]) / history.seconds
    history.peak_memory_bytes = memory.bytes()
    history.peak_memory_meaning = memory.meaning
    return history


def minibatches(
    inputs: torch.Tensor,
    targets: torch.Tensor,
    batch_size: int,
    generator: torch.Generator,
) -> Iterator[Examples]:
    """Yield all examples once, in random order, `batch_size` at a time."""
    order = torch.randperm(len(inputs), generator=generator).to(inputs.device)
    for indices in order.split(batch_size):
        yield inputs[indices], targets[indices]


def train_epoch(
    model: nn.Module, batches: Iterable[Examples], optimizer: torch.optim.Optimizer
) -> tuple[float, float]:
    """Take one step per batch; return mean loss and accuracy before the steps."""
    model.train()
    total_loss, correct, count = 0.0, 0, 0
    for inputs, targets in batches:
        logits = model(inputs)  # (N, K)
        loss = F.cross_entropy(logits, targets)  # the mean over the batch
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        # Sums stay on the device: reading them here would stop a GPU at every step.
        total_loss += loss.detach() * len(targets)
        correct += (logits.argmax(dim=1) == targets).sum()
        count += len(targets)
    return float(total_loss) / count, int(correct) / count


@torch.no_grad()
def evaluate(model: nn.Module, examples: Examples) -> tuple[float, float]:
    """Return mean cross-entropy and accuracy; leave the model as it was.

    The model computes in evaluation mode, without gradients, on its own device.
    """
    device = next(model.parameters()).device
    batches = zip(*(part.split(EVALUATION_BATCH) for part in examples), strict=True)
    total_loss, correct = 0.0, 0
    with evaluation_mode(model):
        for inputs, targets in batches:
            logits = model(inputs.to(device))  # (N, K)
            targets = targets.to(device)
            total_loss += F.cross_entropy(logits, targets, reduction="sum")
            correct += (logits.argmax(dim=1) == targets).sum()
    count = len(examples[1])
    return float(total_loss) / count, int(correct) / count


@contextmanager
def evaluation_mode(model: nn.Module) -> Iterator[None]:
    """Put every layer in evaluation mode; put each back as it was afterwards."""
    modes = {layer: layer.training for layer in model.modules()}
    model.eval()
    try:
        yield
    finally:
        for layer, training in modes.items():
            layer.training = training


def _record(
    history: History,
    epoch: int,
    train: tuple[float, float],
    test: tuple[float, float],
) -> None:
    for name, (loss, _) in (("training", train), ("test", test)):
        if not math.isfinite(loss):
            raise FloatingPointError(
                f"{name} loss became {loss} in epoch {epoch}: lower the learning rate, "
                "or look for NaN and infinity in the inputs"
            )
    history.train_loss.append(train[0])
    history.train_accuracy.append(train[1])
    history.test_loss.append(test[0])
    history.test_accuracy.append(test[1])


def _check_settings(epochs: int, batch_size: int, learning_rate: float) -> None:
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{name} must be a positive integer, got {value!r}")
    if not learning_rate > 0:
        raise ValueError(f"learning_rate must be positive, got {learning_rate!r}")


def _to_device(examples: Examples, device: torch.device, name: str) -> Examples:
    """Check that inputs and targets belong together; move them, all at once."""
    inputs, targets = examples
    if len(inputs) == 0 or len(inputs) != len(targets):
        raise ValueError(
            f"{name}: need as many inputs as targets, and at least one; "
            f"got {len(inputs)} and {len(targets)}"
        )
    if targets.ndim != 1 or targets.dtype != torch.int64:
        raise ValueError(
            f"{name}: targets must be int64 of shape (N,), got {targets.dtype} "
            f"of shape {tuple(targets.shape)}"
        )
    return inputs.to(device), targets.to(device)


@torch.no_grad()
def _check_fit(model: nn.Module, train: Examples, test: Examples) -> None:
    """Check one output of the model against the targets, before time is spent."""
    with evaluation_mode(model):
        logits = model(train[0][:1])
    if logits.ndim != 2:
        raise ValueError(
            f"the model must return logits (N, K), got shape {tuple(logits.shape)}"
        )
    classes = logits.shape[1]
    for name, (_, targets) in (("train", train), ("test", test)):
        if targets.min() < 0 or targets.max() >= classes:
            raise ValueError(
                f"{name}: targets must lie from 0 to {classes - 1}, the model's "
                f"classes; found {int(targets.min())} to {int(targets.max())}"
            )

"""One training loop for every chapter that trains a network."""

import itertools
import math
import time
from collections.abc import Callable, Iterable, Mapping

import torch
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm

from layerwise.training.batches import (
    Batch,
    BatchesOnDevice,
    Examples,
    ShuffledBatches,
    check_tensors,
    is_tensors,
)
from layerwise.training.checks import check_batch, check_classes, check_settings
from layerwise.training.devices import checked_device, device_name
from layerwise.training.devices import device as choose_device
from layerwise.training.evaluation import (
    evaluate,
    evaluation_batches,
    metrics_for,
)
from layerwise.training.history import History
from layerwise.training.memory import PeakMemory
from layerwise.training.metrics import Loss, Means, Metric
from layerwise.training.reproducibility import (
    LAYERS,
    ORDER,
    checked_seed,
    derived_seed,
    generator,
    private_random_numbers,
)

DEFAULT_RATE = 1e-3

MakeOptimizer = Callable[..., torch.optim.Optimizer]
Schedule = Callable[[torch.optim.Optimizer], torch.optim.lr_scheduler.LRScheduler]
OnEpoch = Callable[[int, nn.Module, History], object]


def fit(
    model: nn.Module,
    train: Examples,
    validation: Examples | None = None,
    *,
    epochs: int,
    batch_size: int = 64,
    learning_rate: float | None = None,
    optimizer: MakeOptimizer | torch.optim.Optimizer = torch.optim.Adam,
    loss: Loss = F.cross_entropy,
    metrics: Mapping[str, Metric] | None = None,
    clip_norm: float | None = None,
    schedule: Schedule | None = None,
    on_epoch: OnEpoch | None = None,
    drop_last: bool = False,
    seed: int = 0,
    order_seed: int | None = None,
    device: torch.device | str | None = None,
    progress: bool = True,
) -> History:
    """Train a model in place; evaluate it on the validation part after every epoch.

    On a CPU, the same model, data and seed give the same numbers. The caller's random
    numbers from torch are left as they were. The model ends on `device`, in evaluation
    mode.

    >>> inputs = torch.randn(40, 3, generator=torch.Generator().manual_seed(0))
    >>> train, validation = layerwise.split((inputs, (inputs[:, 0] > 0).long()), 0.25)
    >>> model = torch.nn.Linear(3, 2)
    >>> history = layerwise.fit(model, train, validation, epochs=30, learning_rate=0.1,
    ...               device="cpu", progress=False)
    >>> sorted(history.curves)
    ['train_accuracy', 'train_loss', 'validation_accuracy', 'validation_loss']
    >>> history.curves["validation_accuracy"][-1] >= 0.9
    True

    Args:
        model: called as ``model(*inputs)``.
        train: a tuple of tensors ``(*inputs, targets)`` of equal lengths, which `fit`
            shuffles and cuts; or any iterable of batches ``(*inputs, targets)`` that
            can be run through again, such as a list or a DataLoader.
        validation: the same; for the curves only, never for training.
        epochs: passes over the training set.
        batch_size: examples per step, for tensors; an epoch's last step may have fewer.
        learning_rate: 1e-3 if not given; only for an optimizer that `fit` makes.
        optimizer: called as ``optimizer(parameters, lr=learning_rate)``; or one that
            is already made, for example with a rate for each group of parameters:
            ``torch.optim.SGD([{"params": a, "lr": 0.1}, {"params": b, "lr": 0.01}])``.
        loss: called with outputs and targets; returns the mean over the batch. With
            the default, targets are classes, int64 from 0 to K - 1, and outputs are
            logits (N, K, ...). A target of -100 does not count; give a metric that
            leaves it out too.
        metrics: names and functions of outputs and targets, see `correct`. By
            default ``{"accuracy": correct}`` for the default loss, otherwise none.
        clip_norm: the largest norm of all gradients together; longer ones are scaled
            down to it (`torch.nn.utils.clip_grad_norm_`).
        schedule: makes a scheduler of the optimizer, stepped once after every epoch:
            ``lambda steps: torch.optim.lr_scheduler.CosineAnnealingLR(steps, epochs)``.
        on_epoch: called as ``on_epoch(epoch, model, history)`` after every epoch,
            counted from 1; training stops if it returns True.
        drop_last: leave out an incomplete last batch of tensors. A batch of one stops
            BatchNorm, for example.
        seed: for the order of the examples and, as a stream of its own, for random
            layers such as dropout. It does not touch the weights that the model starts
            from: call `seed_everything` before you make it.
        order_seed: for the order alone, instead of `seed`. An iterable brings its own
            order.
        device: by default, what `layerwise.device()` chooses.
        progress: show a progress bar on stderr.

    Raises:
        TypeError, ValueError: a setting that makes no sense, or examples that do not
            belong together or do not fit the model.
        FloatingPointError: the loss stopped being a finite number.
    """
    check_settings(epochs, batch_size, learning_rate, clip_norm)
    batch_size = int(batch_size)  # torch's split refuses numpy's integers
    seed = checked_seed(seed)
    order_seed = seed if order_seed is None else checked_seed(order_seed, "order_seed")
    device = choose_device() if device is None else checked_device(device)
    metrics = metrics_for(loss, metrics)
    memory = PeakMemory(device)
    model.to(device)
    shuffle = generator(order_seed, ORDER)
    batches = _training_batches(train, batch_size, shuffle, drop_last, device)
    if validation is not None:
        validation = _validation_batches(validation, device)
    history = History(device_name(device), seed, order_seed)
    bar = tqdm(range(1, epochs + 1), desc="epochs", disable=not progress)
    with private_random_numbers(derived_seed(seed, LAYERS), device), bar:
        upcoming = _checked_start(model, batches, validation, train, loss)
        steps = _optimizer(optimizer, model, learning_rate)
        scheduler = schedule(steps) if schedule else None
        for epoch in bar:
            start = time.perf_counter()
            means = train_epoch(
                model, upcoming, steps, loss=loss, metrics=metrics, clip_norm=clip_norm
            )
            values = _prefixed("train", means.result())
            history.seconds.append(time.perf_counter() - start)
            history.samples.append(means.examples)
            if validation is not None:
                result = evaluate(model, validation, loss=loss, metrics=metrics)
                values |= _prefixed("validation", result)
            _check_finite(values, epoch)
            if scheduler:
                values["learning_rate"] = steps.param_groups[0]["lr"]
                scheduler.step()
            history.record(**values)
            bar.set_postfix_str(history.last())
            if on_epoch and on_epoch(epoch, model, history) is True:
                break
            upcoming = batches
    model.eval()
    history.peak_memory_bytes = memory.bytes()
    return history


def train_epoch(
    model: nn.Module,
    batches: Iterable[Batch],
    optimizer: torch.optim.Optimizer,
    *,
    loss: Loss = F.cross_entropy,
    metrics: Mapping[str, Metric] | None = None,
    clip_norm: float | None = None,
) -> Means:
    """Take one step per batch; return the means of loss and metrics before the steps.

    >>> model = torch.nn.Linear(2, 2)
    >>> steps = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> batches = [(torch.eye(2), torch.tensor([1, 0]))]
    >>> first = layerwise.train_epoch(model, batches, steps).result()
    >>> second = layerwise.train_epoch(model, batches, steps).result()
    >>> second["loss"] < first["loss"]
    True
    """
    means = Means(metrics_for(loss, metrics))
    model.train()
    for *inputs, targets in batches:
        outputs = model(*inputs)
        value = loss(outputs, targets)  # one number, the mean over the batch
        optimizer.zero_grad()
        value.backward()
        if clip_norm is not None:
            nn.utils.clip_grad_norm_(model.parameters(), clip_norm)
        optimizer.step()
        means.add(value, outputs, targets)
    if means.examples == 0:
        raise ValueError("train: no batches, so there is nothing to train on")
    return means


def _training_batches(train, batch_size, shuffle, drop_last, device):
    """Batches in a new order every epoch; all tensors move to the device at once."""
    if not is_tensors(train):
        if drop_last:
            raise ValueError("drop_last is for tensors: an iterable cuts its batches")
        return BatchesOnDevice(train, device, "train")
    check_tensors(train, "train")
    if drop_last and len(train[0]) < batch_size:
        raise ValueError(
            f"train: drop_last leaves nothing of {len(train[0])} examples in batches "
            f"of {batch_size}"
        )
    tensors = tuple(tensor.to(device) for tensor in train)
    return ShuffledBatches(tensors, batch_size, shuffle, drop_last)


def _validation_batches(validation, device):
    """Tensors moved to the device once for all epochs, or the iterable, wrapped."""
    batches = evaluation_batches(validation, device, "validation")
    return batches if not is_tensors(validation) else list(batches)


def _checked_start(model, batches, validation, train, loss) -> Iterable[Batch]:
    """Check one batch of each part, before time is spent; return the first epoch's.

    The batch that was looked at is not lost: an iterable may bring each only once.
    """
    rest = iter(batches)
    first = next(rest, None)
    if first is None:
        raise ValueError("train: the iterable gave no batches")
    classes = check_batch(model, first, loss, "train")
    if validation is not None:
        held_out = next(iter(validation), None)
        if held_out is None:
            raise ValueError("validation: the iterable gave no batches")
        check_batch(model, held_out, loss, "validation")
    if loss is F.cross_entropy:
        if is_tensors(train):
            check_classes(train[-1], classes, "train")
        for *_, targets in validation if isinstance(validation, list) else ():
            check_classes(targets, classes, "validation")
    return itertools.chain([first], rest)


def _optimizer(optimizer, model: nn.Module, rate: float | None):
    """The optimizer that was given, or one made for all parameters of the model."""
    if not isinstance(optimizer, torch.optim.Optimizer):
        rate = DEFAULT_RATE if rate is None else rate
        return optimizer(model.parameters(), lr=rate)
    if rate is not None:
        raise ValueError("learning_rate: an optimizer that is made has its own")
    own = {id(parameter) for parameter in model.parameters()}
    for group in optimizer.param_groups:
        if any(id(parameter) not in own for parameter in group["params"]):
            raise ValueError("optimizer: it moves parameters that are not the model's")
    return optimizer


def _prefixed(prefix: str, values: Mapping[str, float]) -> dict[str, float]:
    return {f"{prefix}_{name}": value for name, value in values.items()}


def _check_finite(values: Mapping[str, float], epoch: int) -> None:
    for part, name in (("train_loss", "training"), ("validation_loss", "validation")):
        if not math.isfinite(value := values.get(part, 0.0)):
            raise FloatingPointError(
                f"{name} loss became {value} in epoch {epoch}: lower the learning "
                "rate, or look for NaN and infinity in the inputs"
            )

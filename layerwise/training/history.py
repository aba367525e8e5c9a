"""What a training run leaves behind: its curves, its speed, where it ran."""

import statistics
from dataclasses import dataclass, field


@dataclass
class History:
    """What happened in one call of `fit`.

    >>> history = layerwise.History(device="cpu (1 thread)", seed=0)
    >>> print(history)
    0 epochs on cpu (1 thread), seed 0
    >>> history.curves = {"train_loss": [2.3, 1.1], "validation_accuracy": [0.5, 0.75]}
    >>> print(history)
    2 epochs on cpu (1 thread), seed 0: validation accuracy 75.0%

    Attributes:
        curves: a list with one number per epoch for each of ``train_loss``,
            ``validation_loss``, and every metric with the same two prefixes; with a
            schedule also ``learning_rate``. Training values are means over the
            epoch's batches, each taken before the step that it causes, while the
            weights still move. Validation values are taken after the epoch, with the
            weights at rest: in a fast first epoch they can be the better ones.
        device: the device in words.
        seed: the seed that `fit` was given.
        order_seed: the seed of the order of the examples.
        seconds: time spent in training steps, one number per epoch.
        samples: training examples seen, one number per epoch.
        peak_memory_bytes: the largest amount that torch's allocator had handed out
            at once on a CUDA device, model and data included; None elsewhere.
    """

    device: str
    seed: int
    order_seed: int | None = None
    curves: dict[str, list[float]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    samples: list[int] = field(default_factory=list)
    peak_memory_bytes: int | None = None

    @property
    def epochs(self) -> int:
        """The number of epochs that were finished."""
        return max(map(len, self.curves.values()), default=0)

    @property
    def samples_per_second(self) -> float:
        """Training examples per second: the median epoch, so that warm-up is left out.

        Evaluation takes no part in it; 0 before any epoch.
        """
        pairs = zip(self.samples, self.seconds, strict=True)
        return statistics.median([n / time for n, time in pairs] or [0.0])

    def record(self, **values: float) -> None:
        """Add one epoch's numbers to the curves."""
        for name, value in values.items():
            self.curves.setdefault(name, []).append(value)

    def last(self) -> str:
        """The last epoch in words: its validation values, or else its training values.

        >>> layerwise.History("cpu", 0, curves={"train_loss": [2.3, 1.25]}).last()
        'train loss 1.25'
        """
        kinds = [n for n in self.curves if n.startswith("validation_")] or [
            n for n in self.curves if n.startswith("train_")
        ]
        return ", ".join(_in_words(name, self.curves[name][-1]) for name in kinds)

    def __str__(self) -> str:
        start = f"{self.epochs} epochs on {self.device}, seed {self.seed}"
        parts = [self.last()] if self.curves else []
        if self.seconds:
            parts.append(f"{self.samples_per_second:,.0f} samples/s")
        if self.peak_memory_bytes is not None:
            parts.append(f"peak GPU memory {self.peak_memory_bytes / 2**20:,.1f} MiB")
        return f"{start}: {', '.join(parts)}" if parts else start


def _in_words(name: str, value: float) -> str:
    number = f"{value:.1%}" if name.endswith("accuracy") else f"{value:.4g}"
    return f"{name.replace('_', ' ')} {number}"

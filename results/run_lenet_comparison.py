"""Compare LeNet's variants, two smaller networks and dense networks of their sizes.

    python results/run_lenet_comparison.py --scale book
    python results/run_lenet_comparison.py --scale full --data fashion_mnist

Every variant first gets its own learning rate: the candidates are tried on a fifth of
the training set that is held out, with three seeds used for nothing else. Then the
variant is trained on the whole training set once per seed. A seed fixes the weights at
the start and the order of the examples, so that variants can be compared seed by seed.
The test set takes no part in any choice. One JSON file holds what each run gave.
"""

import argparse
import json
import os
import platform
import shlex
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy
import sklearn
import torch
from torch import nn
from tqdm import tqdm

from layerwise.architectures import DenseBaseline, FourEightNet, LeNet, TenTwentyNet
from layerwise.convolution.counting import count_parameters
from layerwise.data.datasets import LabelledImages, digits, fashion_mnist, mnist
from layerwise.training.devices import device, device_name
from layerwise.training.history import History
from layerwise.training.loop import fit
from layerwise.training.reproducibility import seed_everything

RESULTS = Path(__file__).parent
BATCH_SIZE = 32
TUNING_SEEDS = (1000, 1001, 1002)


@dataclass(frozen=True)
class Scale:
    """How much to compute; with one candidate a learning rate is simply taken."""

    epochs: int
    seeds: int
    examples: int | None
    adam_rates: tuple[float, ...]
    sgd_rates: tuple[float, ...]


SCALES = {
    "smoke": Scale(1, 2, 96, (3e-3,), (0.1,)),
    "book": Scale(20, 3, None, (3e-3,), (0.1,)),
    "full": Scale(40, 10, None, (1e-3, 3e-3, 1e-2), (0.1, 0.3, 0.9)),
}
DATA = {
    "digits": lambda: digits(image_size=28),
    "mnist": mnist,
    "fashion_mnist": fashion_mnist,
}


@dataclass(frozen=True)
class Variant:
    """A network to train, and how."""

    name: str
    build: Callable[[], nn.Module]
    optimizer: type[torch.optim.Optimizer] = torch.optim.Adam


def with_torch_initialisation(network: nn.Module) -> nn.Module:
    """Draw the weights again, as torch does when nothing else is asked for."""
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            layer.reset_parameters()
    return network


VARIANTS = [
    Variant("LeNet, sigmoid, average", lambda: LeNet("sigmoid", "average")),
    Variant("LeNet, sigmoid, max", lambda: LeNet("sigmoid", "max")),
    Variant("LeNet, relu, average", lambda: LeNet("relu", "average")),
    Variant("LeNet, relu, max", lambda: LeNet("relu", "max")),
    Variant("4/8 maps", FourEightNet),
    Variant("10/20 channels", TenTwentyNet),
    Variant("dense, size of LeNet", lambda: DenseBaseline(44_426)),
    Variant("dense, size of 10/20 channels", lambda: DenseBaseline(8_490)),
    Variant("dense, size of 4/8 maps", lambda: DenseBaseline(2_202)),
    Variant(
        "LeNet, sigmoid, average, torch's initialisation",
        lambda: with_torch_initialisation(LeNet("sigmoid", "average")),
    ),
    Variant("LeNet, sigmoid, average, SGD", LeNet, torch.optim.SGD),
    Variant("LeNet, relu, max, SGD", lambda: LeNet("relu", "max"), torch.optim.SGD),
]


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    scale = SCALES[options.scale]
    epochs, seeds = options.epochs or scale.epochs, options.seeds or scale.seeds
    try:
        train, test = (part_of(data, scale) for data in DATA[options.data]())
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    runs, rates = [], {}
    for variant in tqdm(VARIANTS, desc="variants"):
        rates[variant.name] = tune(variant, train, epochs, scale)
        rate = rates[variant.name]["chosen"]
        for seed in range(seeds):
            history = run(variant, train, test, epochs, rate, seed)
            runs.append(describe_run(variant, history, rate))
    result = describe(options, epochs, train, test)
    write(options.output, result | {"learning_rates": rates, "runs": runs})
    print_table(runs)
    print(options.output)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", choices=SCALES, default="book")
    parser.add_argument("--data", choices=DATA, default="digits")
    parser.add_argument("--epochs", type=int, help="instead of the scale's")
    parser.add_argument("--seeds", type=int, help="instead of the scale's")
    parser.add_argument("--output", type=Path, help="a JSON file")
    options = parser.parse_args(arguments)
    for name in ("epochs", "seeds"):
        value = getattr(options, name)
        if value is not None and value < 1:
            parser.error(f"--{name} must be positive")
    if options.output is None:
        name = f"lenet_comparison_{options.data}_{options.scale}.json"
        options.output = RESULTS / name
    return options


def part_of(data: LabelledImages, scale: Scale) -> LabelledImages:
    return LabelledImages(*(tensor[: scale.examples] for tensor in data))


def tune(variant: Variant, train: LabelledImages, epochs: int, scale: Scale) -> dict:
    """Choose the learning rate with the best mean accuracy on a held-out fifth."""
    adam = variant.optimizer is torch.optim.Adam
    candidates = scale.adam_rates if adam else scale.sgd_rates
    if len(candidates) == 1:
        return {"chosen": candidates[0], "accuracy_on_held_out": {}}
    order = torch.randperm(
        len(train.labels), generator=torch.Generator().manual_seed(TUNING_SEEDS[0])
    )
    held_out, kept = order.tensor_split([len(order) // 5])
    parts = [LabelledImages(*(t[part] for t in train)) for part in (kept, held_out)]
    accuracy = {
        rate: [
            accuracy_reached(variant, *parts, epochs, rate, seed)
            for seed in TUNING_SEEDS
        ]
        for rate in candidates
    }
    return {
        "chosen": max(accuracy, key=lambda rate: statistics.mean(accuracy[rate])),
        "accuracy_on_held_out": {str(rate): accuracy[rate] for rate in candidates},
    }


def accuracy_reached(variant, train, held_out, epochs, rate, seed) -> float:
    """Return the accuracy after the last epoch, 0 if the rate was too large."""
    try:
        history = run(variant, train, held_out, epochs, rate, seed)
        return round(history.curves["validation_accuracy"][-1], 4)
    except FloatingPointError:
        return 0.0


def run(variant, train, test, epochs: int, rate: float, seed: int) -> History:
    seed_everything(seed)
    return fit(
        variant.build(),
        train,
        test,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        learning_rate=rate,
        optimizer=variant.optimizer,
        seed=seed,
        progress=False,
    )


def describe_run(variant: Variant, history: History, rate: float) -> dict:
    return {
        "variant": variant.name,
        "parameters": count_parameters(variant.build()),
        "optimizer": variant.optimizer.__name__,
        "learning_rate": rate,
        "seed": history.seed,
        "test_accuracy": rounded(history, "validation_accuracy"),
        "train_loss": rounded(history, "train_loss"),
        "final_train_accuracy": rounded(history, "train_accuracy")[-1],
        "samples_per_second": round(history.samples_per_second),
    }


def rounded(history: History, curve: str) -> list[float]:
    return [round(value, 4) for value in history.curves[curve]]


def describe(options, epochs: int, train, test) -> dict:
    """Say where the numbers come from."""
    return {
        "experiment": __doc__.splitlines()[0],
        "command": shlex.join(["python", *sys.argv]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": options.data,
        "training_examples": len(train.labels),
        "test_examples": len(test.labels),
        "epochs": epochs,
        "batch_size": BATCH_SIZE,
        "tuning_seeds": TUNING_SEEDS,
        "device": device_name(device()),
        "processor": platform.machine(),
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
        },
    }


def write(path: Path, result: dict) -> None:
    """Write JSON with one run per line; the file is whole or it is not there."""
    lines = ",\n  ".join(json.dumps(entry) for entry in result["runs"])
    text = json.dumps(result | {"runs": []}, indent=1)
    text = text.removesuffix("[]\n}") + f"[\n  {lines}\n ]\n}}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def print_table(runs: list[dict]) -> None:
    """Print the accuracy after the last epoch: mean, spread and range over seeds."""
    by_variant = {}
    for entry in runs:
        by_variant.setdefault(entry["variant"], []).append(entry)
    for name, entries in by_variant.items():
        final = [entry["test_accuracy"][-1] for entry in entries]
        spread = statistics.stdev(final) if len(final) > 1 else 0.0
        print(
            f"{name:48} {entries[0]['parameters']:7,} parameters  "
            f"{statistics.mean(final):6.1%} ± {spread:5.1%}  "
            f"({min(final):.1%} to {max(final):.1%}, {len(final)} seeds)"
        )


if __name__ == "__main__":
    main()

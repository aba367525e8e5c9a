"""Compare LeNet's variants and two smaller networks with simple baselines.

    python results/run_lenet_comparison.py --scale book
    python results/run_lenet_comparison.py --scale full --data fashion_mnist

The training set is split again: most of it trains, a fifth is the validation part. Each
variant first gets its own learning rate, on the validation part and with other seeds
than the runs': one seed finds the two best rates, two more decide between them; the
grid grows until the best rate has a neighbour on both sides. Then the variant is
trained once per seed. If one of these runs does not learn, the runner-up is trained
with all seeds too, and the better mean on the validation part is taken. A seed fixes
which examples are held out, the weights at the start and the order of the examples. The
test set takes no part in any choice. The result keeps which test examples each run
got wrong, so that runs can be compared example by example. A run that was killed goes
on where it stopped when it is started again.
"""

import argparse
import math
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from experiment import Journal, provenance, write
from torch import nn
from tqdm import tqdm

from layerwise.architectures import (
    DenseBaseline,
    FourEightNet,
    LeNet,
    LinearSoftmax,
    MajorityClass,
    NearestNeighbour,
    TenTwentyNet,
)
from layerwise.convolution.counting import count_parameters
from layerwise.data.datasets import LabelledImages, digits, fashion_mnist, mnist
from layerwise.training.batches import split
from layerwise.training.evaluation import evaluate
from layerwise.training.history import History
from layerwise.training.loop import fit
from layerwise.training.metrics import correct
from layerwise.training.reproducibility import seed_everything

RESULTS = Path(__file__).parent
BATCH_SIZE = 32
VALIDATION_FRACTION = 0.2
RATES = {
    torch.optim.Adam: (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3),
    torch.optim.SGD: (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
}
FIRST_RATE = {torch.optim.Adam: 3e-3, torch.optim.SGD: 0.1}
CHANCE = 0.2  # a mean accuracy below this on ten classes counts as not learned


@dataclass(frozen=True)
class Scale:
    """How much to compute; without tuning seeds the first rate is simply taken."""

    epochs: int
    seeds: int
    tuning_seeds: tuple[int, ...]
    examples: int | None = None


SCALES = {
    "smoke": Scale(1, 2, (), examples=96),
    "book": Scale(20, 3, ()),
    "full": Scale(40, 10, (1000, 1001, 1002)),
}
DATA = {
    "digits": digits,
    "mnist": lambda image_size: mnist(),
    "fashion_mnist": lambda image_size: fashion_mnist(),
}


@dataclass(frozen=True)
class Variant:
    """A model to compare, and how it is trained.

    `build` gets the training examples, which most models ignore. A model without
    parameters is not trained.
    """

    name: str
    build: Callable[[LabelledImages], nn.Module]
    optimizer: type[torch.optim.Optimizer] = torch.optim.Adam
    image_size: int = 28


def lenet(name: str, *arguments, **settings) -> Variant:
    return Variant(f"LeNet, {name}", lambda _: LeNet(*arguments), **settings)


def dense(name: str, *arguments, **settings) -> Variant:
    return Variant(name, lambda _: DenseBaseline(*arguments), **settings)


SGD = {"optimizer": torch.optim.SGD}
SMALL = {"image_size": 8}
VARIANTS = [
    Variant("majority class", lambda train: MajorityClass(train.labels)),
    Variant("1-nearest neighbour", lambda train: NearestNeighbour(*train)),
    Variant(
        "1-nearest neighbour, 8×8", lambda train: NearestNeighbour(*train), **SMALL
    ),
    Variant("linear softmax", lambda _: LinearSoftmax()),
    Variant("linear softmax, 8×8", lambda _: LinearSoftmax(64), **SMALL),
    dense("dense, size of LeNet, 8×8", 44_426, 64, **SMALL),
    dense("dense, size of 10/20 channels, 8×8", 8_490, 64, **SMALL),
    dense("dense, size of 4/8 maps, 8×8", 2_202, 64, **SMALL),
    dense("dense, size of LeNet", 44_426),
    dense("dense, size of 10/20 channels", 8_490),
    dense("dense, size of 4/8 maps", 2_202),
    dense("dense, size of 10/20 channels, tanh", 8_490, 784, "tanh"),
    Variant("4/8 maps", lambda _: FourEightNet()),
    Variant("10/20 channels", lambda _: TenTwentyNet()),
    lenet("sigmoid, average", "sigmoid", "average"),
    lenet("sigmoid, max", "sigmoid", "max"),
    lenet("relu, average", "relu", "average"),
    lenet("relu, max", "relu", "max"),
    lenet("centred sigmoid, average", "centred sigmoid", "average"),
    lenet("tanh, average", "tanh", "average"),
    lenet("centred sigmoid, average, SGD", "centred sigmoid", "average", **SGD),
    lenet("sigmoid, average, SGD", "sigmoid", "average", **SGD),
]


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    scale = SCALES[options.scale]
    epochs, seeds = options.epochs or scale.epochs, options.seeds or scale.seeds
    try:
        data = {size: load(options.data, size, scale) for size in (28, 8)}
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    variants = [v for v in VARIANTS if v.image_size == 28 or options.data == "digits"]
    settings = describe(options, epochs, data[28])
    journal = Journal(options.output, settings)
    runs, rates = [], {}
    bar = tqdm(variants)
    for variant in bar:
        bar.set_description(f"{variant.name:48}")
        parts = data[variant.image_size]
        train_all = partial(runs_of, variant, parts, epochs, seeds, journal)
        if count_parameters(variant.build(parts[0])):
            tuning = tune(variant, parts, epochs, scale, journal)
            rates[variant.name], found = decide(tuning, train_all, settings)
        else:
            found = train_all(None)
        runs += found
    result = provenance(__doc__.splitlines()[0]) | settings
    result["seeds"] = seeds
    write(options.output, result | {"learning_rates": rates, "runs": runs})
    journal.remove()
    print_table(runs, settings["test_examples"])
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


def load(name: str, image_size: int, scale: Scale) -> tuple[LabelledImages, ...]:
    """The training set and the test set, cut to the scale's number of examples."""
    if name != "digits" and image_size != 28:
        return ()
    return tuple(
        LabelledImages(*(tensor[: scale.examples] for tensor in part))
        for part in DATA[name](image_size)
    )


def describe(options, epochs: int, data) -> dict:
    """What every piece of work depends on; its name in the journal says the rest."""
    train, validation = split(data[0], VALIDATION_FRACTION)
    return {
        "data": options.data,
        "training_examples": len(train.labels),
        "validation_examples": len(validation.labels),
        "test_examples": len(data[1].labels),
        "epochs": epochs,
        "batch_size": BATCH_SIZE,
    }


def runs_of(variant, data, epochs, seeds: int, journal, rate) -> list[dict]:
    """Train and test a variant with every seed, at one rate."""
    return [
        journal.do(
            f"run {variant.name} {rate} {seed}",
            partial(run, variant, data, epochs, rate, seed),
        )
        for seed in range(seeds)
    ]


def decide(tuning: dict, train_all, settings: dict) -> tuple[dict, list[dict]]:
    """Train with all seeds; if one does not learn, give the runner-up its chance.

    A large rate may be the best of the few tuning seeds and yet leave other seeds at
    chance. The validation part tells; nothing looks at the test set.
    """
    chosen, runner_up = tuning["chosen"], tuning["runner_up"]
    found = train_all(chosen)
    correct = [entry["validation_correct"][-1] for entry in found]
    enough = CHANCE * settings["validation_examples"]
    if not tuning["learned"] or min(correct) > enough:
        return tuning, found
    others = train_all(runner_up)
    other = [entry["validation_correct"][-1] for entry in others]
    tuning["all_seeds"] = {str(chosen): correct, str(runner_up): other}
    if sum(other) > sum(correct):
        tuning["chosen"], tuning["runner_up"] = runner_up, chosen
        return tuning, others
    return tuning, found


def tune(variant: Variant, data, epochs: int, scale: Scale, journal: Journal) -> dict:
    """Choose the rate with the best mean accuracy on the validation part.

    The first tuning seed finds the two best rates, the others decide between these. The
    grid is a part of the optimizer's `RATES`. It grows at the side where the best rate
    is its edge, and at both while nothing learns. Equal accuracies are told apart by
    the loss.
    """
    rates = RATES[variant.optimizer]
    centre = rates.index(FIRST_RATE[variant.optimizer])
    if not scale.tuning_seeds:
        nothing = dict.fromkeys(("runner_up", "inside", "learned"))
        return {"chosen": rates[centre]} | nothing | {"seeds": [], "tried": {}}
    first, *others = scale.tuning_seeds

    def trial(rate: float, seed: int) -> dict:
        key = f"tune {variant.name} {rate} {seed}"
        return journal.do(key, lambda: try_rate(variant, data, epochs, rate, seed))

    low, high = centre - 1, centre + 1
    while True:
        tried = {rate: [trial(rate, first)] for rate in rates[low : high + 1]}
        finalists = sorted(tried, key=lambda rate: quality(tried[rate]))[-2:]
        for rate in finalists:
            tried[rate] += [trial(rate, seed) for seed in others]
        best = max(finalists, key=lambda rate: quality(tried[rate]))
        learned = quality(tried[best])[0] > CHANCE
        wider = (
            max(0, low - (best == rates[low] or not learned)),
            min(len(rates) - 1, high + (best == rates[high] or not learned)),
        )
        if wider == (low, high):
            break
        low, high = wider
    return {
        "chosen": best,
        "runner_up": next(rate for rate in finalists if rate != best),
        "inside": rates[low] < best < rates[high],
        "learned": learned,
        "seeds": scale.tuning_seeds,
        "tried": {str(rate): trials for rate, trials in tried.items()},
    }


def quality(trials: list[dict]) -> tuple[float, float]:
    """Mean accuracy, then minus the mean loss; the larger the better."""
    losses = [math.inf if t["loss"] is None else t["loss"] for t in trials]
    return (
        statistics.mean(trial["correct"] / trial["examples"] for trial in trials),
        -statistics.mean(losses),
    )


def try_rate(variant: Variant, data, epochs: int, rate: float, seed: int) -> dict:
    """Validation loss and right answers at the end; none if the rate was too large."""
    _, history, (_, validation, _) = trained(variant, data, epochs, rate, seed)
    examples = len(validation.labels)
    if history is None:
        return {"correct": 0, "examples": examples, "loss": None}
    curves = history.curves
    right = round(curves["validation_accuracy"][-1] * examples)
    loss = round(curves["validation_loss"][-1], 4)
    return {"correct": right, "examples": examples, "loss": loss}


def trained(variant: Variant, data, epochs: int, rate: float | None, seed: int):
    """Train a variant on a seed's part of the training set; give back the parts too."""
    train, validation = split(data[0], VALIDATION_FRACTION, seed)
    parts = (train, validation, data[1])
    seed_everything(seed)
    model = variant.build(train)
    if rate is None:
        return model, None, parts
    settings = {"batch_size": BATCH_SIZE, "learning_rate": rate, "seed": seed}
    try:
        history = fit(
            model,
            train,
            validation,
            epochs=epochs,
            optimizer=variant.optimizer,
            progress=False,
            **settings,
        )
    except FloatingPointError:
        return model, None, parts
    return model, history, parts


def run(variant: Variant, data, epochs: int, rate: float | None, seed: int) -> dict:
    """Train once and test once; keep counts and the test examples that went wrong."""
    model, history, (train, validation, test) = trained(
        variant, data, epochs, rate, seed
    )
    wrong = wrong_answers(model, test)
    entry = {
        "variant": variant.name,
        "parameters": count_parameters(model),
        "image_size": variant.image_size,
        "optimizer": variant.optimizer.__name__ if rate else None,
        "learning_rate": rate,
        "seed": seed,
        "wrong": wrong,
    }
    if history is None:
        right = evaluate(model, validation)["accuracy"] * len(validation.labels)
        return entry | {"validation_correct": [round(right)]}
    return entry | {
        "validation_correct": counts(history, "validation", len(validation.labels)),
        "train_correct": counts(history, "train", len(train.labels)),
        "validation_loss": rounded(history, "validation_loss"),
        "train_loss": rounded(history, "train_loss"),
        "samples_per_second": round(history.samples_per_second),
    }


@torch.no_grad()
def wrong_answers(model: nn.Module, test: LabelledImages) -> list[int]:
    """The indices of the test examples that the model gets wrong."""
    device = next((tensor.device for tensor in model.state_dict().values()), None)
    images, labels = (tensor.to(device) for tensor in test)
    model.eval()
    right = torch.cat(
        [
            correct(model(x), y)
            for x, y in zip(images.split(1000), labels.split(1000), strict=True)
        ]
    )
    return (~right).nonzero().flatten().tolist()


def counts(history: History, part: str, examples: int) -> list[int]:
    """The number of right answers after every epoch."""
    return [round(value * examples) for value in history.curves[f"{part}_accuracy"]]


def rounded(history: History, curve: str) -> list[float]:
    return [round(value, 4) for value in history.curves[curve]]


def print_table(runs: list[dict], test_examples: int) -> None:
    """Print the share of right test answers: mean and range over the seeds."""
    by_variant: dict[str, list[dict]] = {}
    for entry in runs:
        by_variant.setdefault(entry["variant"], []).append(entry)
    for name, entries in by_variant.items():
        right = [1 - len(entry["wrong"]) / test_examples for entry in entries]
        print(
            f"{name:48} {entries[0]['parameters']:7,} parameters  "
            f"{statistics.mean(right):6.1%} "
            f"({min(right):.1%} to {max(right):.1%}, {len(right)} seeds)"
        )


if __name__ == "__main__":
    main()

"""Time five forms of convolution, forward and backward, against torch's fused one.

    python benchmarks/convolution.py --threads 1 2

The forms take turns within every round, so that whatever else the machine does hits
all of them, and each is divided by the fused operation's time of the same round. The
table shows the medians of these ratios; the JSON file also the spread and the times.
"""

import argparse
import json
import os
import platform
import shlex
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy
import torch
from convolution_forms import FORMS, Form, Layer
from threadpoolctl import threadpool_limits
from torch import Tensor
from tqdm import tqdm

from layerwise.training.devices import device_name
from layerwise.training.reproducibility import full_precision

OUTPUT = Path(__file__).parents[1] / "results" / "convolution_speed.json"
BATCH_SIZE = 8
SLOW = {"loops": 3}  # rounds, for a form that takes a second or more
CPU_ONLY = {"numpy im2col"}


class Case(NamedTuple):
    """A layer, its channels and its image size; ``goal`` bounds reference / fused."""

    in_channels: int
    out_channels: int
    size: int
    layer: Layer
    goal: float

    def __str__(self) -> str:
        k, stride, _, groups = self.layer
        text = f"{self.in_channels}→{self.out_channels}, {self.size}×{self.size}, k{k}"
        text += f", stride {stride}" if stride > 1 else ""
        return f"{'depthwise' if groups > 1 else 'conv2d'} {text}"


CASES = [
    Case(16, 32, 56, Layer(3, padding=1), 3.0),
    Case(64, 64, 32, Layer(3, padding=1), 2.8),
    Case(32, 64, 56, Layer(3, stride=2, padding=1), 2.3),
    Case(64, 128, 32, Layer(1), 1.2),
    Case(64, 64, 32, Layer(3, padding=1, groups=64), 2.2),
]


def main() -> None:
    options = parse_options()
    runs = []
    with full_precision():
        for threads in options.threads:
            torch.set_num_threads(threads)
            with threadpool_limits(limits=threads):
                runs.append(measure_cases(options, threads))
    write(options.output, describe() | {"runs": runs})
    for run in runs:
        print_table(run)
    print(f"written: {options.output}")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=positive, nargs="+", default=[1])
    parser.add_argument("--repeats", type=positive, default=30, help="rounds per case")
    parser.add_argument("--device", type=existing_device, default="cpu")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    return parser.parse_args()


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a positive integer, got {text!r}")
    return int(text)


def existing_device(text: str) -> torch.device:
    try:
        return torch.zeros(1, device=text).device
    except (RuntimeError, AssertionError) as error:
        reason = str(error).splitlines()[0]
        raise argparse.ArgumentTypeError(f"cannot use {text!r}: {reason}") from None


def measure_cases(options: argparse.Namespace, threads: int) -> dict:
    """Measure every case with one number of threads."""
    names = [
        name for name in FORMS if options.device.type == "cpu" or name not in CPU_ONLY
    ]
    rounds = {
        name: min(options.repeats, SLOW.get(name, options.repeats)) for name in names
    }
    cases = []
    with tqdm(total=sum(rounds.values()) * len(CASES), disable=None) as progress:
        for case in CASES:
            progress.set_description(str(case))
            tensors = draw(case, options.device)
            check(case, names, tensors)
            times = measure(case, rounds, tensors, progress.update)
            cases.append(summarise(case, times))
    return {
        "device": device_name(options.device),
        "threads": threads,
        "repeats": options.repeats,
        "cases": cases,
    }


def draw(case: Case, device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Draw an input, a weight and a gradient by the output."""
    k, stride, padding, groups = case.layer
    generator = torch.Generator().manual_seed(0)
    out_size = (case.size + 2 * padding - k) // stride + 1
    sizes = (
        (BATCH_SIZE, case.in_channels, case.size, case.size),
        (case.out_channels, case.in_channels // groups, k, k),
        (BATCH_SIZE, case.out_channels, out_size, out_size),
    )
    input, weight, gradient = (
        torch.randn(size, generator=generator).to(device) for size in sizes
    )
    return input, weight, gradient


def check(case: Case, names: list[str], tensors: tuple[Tensor, ...]) -> None:
    """Warm every form up and fail if one computes something else."""
    expected = FORMS["fused"](*tensors, case.layer)
    for name in names:
        for actual, wanted in zip(
            FORMS[name](*tensors, case.layer), expected, strict=True
        ):
            # The weight's gradient sums up to 25,000 products in float32.
            tolerance = 1e-5 * wanted.abs().max().item()
            torch.testing.assert_close(actual, wanted, rtol=1e-3, atol=tolerance)


def measure(
    case: Case,
    rounds: dict[str, int],
    tensors: tuple[Tensor, ...],
    advance: Callable[[], object],
) -> dict[str, list[float]]:
    """Return the seconds of every form, round by round."""
    times: dict[str, list[float]] = {name: [] for name in rounds}
    names = list(rounds)
    for round_number in range(max(rounds.values())):
        first = round_number % len(names)  # another form begins every round
        for name in names[first:] + names[:first]:
            if round_number < rounds[name]:
                times[name].append(seconds(FORMS[name], tensors, case.layer))
                advance()
    return times


def seconds(form: Form, tensors: tuple[Tensor, ...], layer: Layer) -> float:
    """Time one forward and backward pass."""
    synchronise(tensors[0].device)
    start = time.perf_counter()
    form(*tensors, layer)
    synchronise(tensors[0].device)
    return time.perf_counter() - start


def synchronise(device: torch.device) -> None:
    """Wait until the device has done what it was told to do."""
    if device.type != "cpu":
        torch.accelerator.synchronize(device)


def summarise(case: Case, times: dict[str, list[float]]) -> dict:
    """Medians of the times and of the ratios within a round."""
    forms = {}
    for name, values in times.items():
        ratios = [a / b for a, b in zip(values, times["fused"], strict=False)]
        low, middle, high = quartiles(ratios)
        forms[name] = {
            "median_milliseconds": round(1e3 * statistics.median(values), 3),
            "rounds": len(values),
            "ratio": round(middle, 3),
            "ratio_quartiles": [round(low, 3), round(high, 3)],
        }
    return {"case": str(case), "goal": case.goal, "forms": forms}


def quartiles(values: list[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return (values[0],) * 3
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))


def describe() -> dict:
    """Say where the numbers come from."""
    return {
        "experiment": "convolution, forward and backward, float32, "
        f"batch of {BATCH_SIZE}: time / time of torch's fused operation",
        "command": shlex.join(["python", *sys.argv]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "processor": processor_model(),
        "load_average_at_the_end": [round(load, 2) for load in os.getloadavg()],
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
        },
    }


def processor_model() -> str:
    """Name the processor as precisely as the system does."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.split(":", 1)[1].strip() for line in lines if "model name" in line]
    return models[0] if models else platform.processor() or platform.machine()


def write(path: Path, result: dict) -> None:
    """Write JSON; the file is whole or it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(
            json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8"
        )
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def print_table(run: dict) -> None:
    """Print one line per case: the fused time, and the other forms as multiples."""
    names = [name for name in run["cases"][0]["forms"] if name != "fused"]
    print(f"\n{run['device']}, {run['repeats']} rounds")
    header = f"{'case':36}{'fused':>10}" + "".join(f"{name:>22}" for name in names)
    print(header + f"{'goal':>9}")
    for entry in run["cases"]:
        forms = entry["forms"]
        line = f"{entry['case']:36}{forms['fused']['median_milliseconds']:7.2f} ms"
        line += "".join(f"{forms[name]['ratio']:20.2f} ×" for name in names)
        print(line + f"{'≤ ' + str(entry['goal']):>9}")


if __name__ == "__main__":
    main()

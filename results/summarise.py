"""Print a result file as tables: every variant, and every pair of variants.

    python results/summarise.py results/lenet_comparison_digits_full.json

A pair's difference has its interval over seeds and test examples and the sign test over
seeds, see `layerwise.paired_interval` and `layerwise.sign_test`.
"""

import argparse
import itertools
import json
from pathlib import Path

import numpy as np

from layerwise.training.comparing import paired_interval, sign_test


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="pairs of these")
    options = parser.parse_args(arguments)
    result = json.loads(options.file.read_text(encoding="utf-8"))
    print(f"`{result['command']}`, {result['date'][:10]}, {result['processor']},")
    print(f"{result['device']}, torch {result['versions']['torch']}\n")
    print(variants_table(result))
    print(pairs_table(result, options.only))


def right_answers(result: dict, variant: str) -> np.ndarray:
    """1 where a run was right and 0 where it was wrong, (seeds, test examples)."""
    runs = [run for run in result["runs"] if run["variant"] == variant]
    right = np.ones((len(runs), result["test_examples"]))
    for row, run in zip(right, sorted(runs, key=lambda run: run["seed"]), strict=True):
        row[run["wrong"]] = 0
    return right


def names(result: dict) -> list[str]:
    return list(dict.fromkeys(run["variant"] for run in result["runs"]))


def variants_table(result: dict) -> str:
    lines = [
        "| variant | parameters | rate (grid) | test accuracy, mean (range) "
        "| wrong, least to most | training accuracy at the end, from |",
        "|---|---|---|---|---|---|",
    ]
    for name in names(result):
        runs = [run for run in result["runs"] if run["variant"] == name]
        accuracy = right_answers(result, name).mean(axis=1)
        wrong = [len(run["wrong"]) for run in runs]
        known = [run.get("train_correct", [None])[-1] for run in runs]
        known = (
            "—" if None in known else f"{min(known) / result['training_examples']:.1%}"
        )
        lines.append(
            f"| {name} | {runs[0]['parameters']:,} | {rate(result, name)} "
            f"| {accuracy.mean():.2%} ({accuracy.min():.1%} to {accuracy.max():.1%}) "
            f"| {min(wrong)} to {max(wrong)} | {known} |"
        )
    return "\n".join(lines) + "\n"


def rate(result: dict, name: str) -> str:
    tuning = result["learning_rates"].get(name)
    if tuning is None:
        return "—"
    tried = ", ".join(tuning["tried"]) or "not tuned"
    notes = [] if tuning["inside"] in (True, None) else ["the best is an edge"]
    notes += [] if tuning["learned"] in (True, None) else ["at chance everywhere"]
    return f"{tuning['chosen']} ({'; '.join([tried, *notes])})"


def pairs_table(result: dict, only: list[str] | None = None) -> str:
    lines = [
        "| first | second | difference in points | 95% interval "
        "| wins–losses–ties | p |",
        "|---|---|---|---|---|---|",
    ]
    for a, b in itertools.combinations(only or names(result), 2):
        first, second = right_answers(result, a), right_answers(result, b)
        difference, low, high = (100 * x for x in paired_interval(first, second))
        signs = sign_test(first.sum(axis=1), second.sum(axis=1))
        lines.append(
            f"| {a} | {b} | {difference:+.2f} | {low:+.2f} to {high:+.2f} "
            f"| {signs.wins}–{signs.losses}–{signs.ties} | {signs.p_value:.3f} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

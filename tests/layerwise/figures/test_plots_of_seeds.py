"""Seeds as dots: every run is there, and the mean stands among them."""

import re

import pytest
from figure_checks import check_standard, parse, texts

from layerwise.figures.plots_of_seeds import plot_seeds

RUNS = {"first": [0.98, 0.97, 0.98], "second": [0.95, 0.99]}


def dots(figure):
    """Return (x, y) of every marker, as the page has it."""
    return [
        (float(use.get("x")), float(use.get("y")))
        for use in parse(figure).iter("use")
        if "--lw-1" in (use.get("style") or "")
    ]


def test_a_dot_for_every_seed_and_a_row_for_every_design():
    figure = plot_seeds(RUNS, x_label="accuracy")
    check_standard(figure)
    assert {"first", "second", "accuracy"} <= set(texts(figure))
    found = dots(figure)
    assert len(found) == 5
    assert len(set(found)) == 5  # equal values do not cover each other
    xs = sorted({x for x, _ in found})
    assert len(xs) == 4  # 0.95, 0.97, 0.98 and 0.99


def test_the_text_alternative_gives_mean_and_range():
    figure = plot_seeds(RUNS, x_label="accuracy")
    assert "first: mean 97.7%, from 97.0% to 98.0%" in figure.alt
    figure = plot_seeds({"a": [1, 2]}, x_label="steps", percent=False)
    assert "a: mean 1.5, from 1 to 2" in figure.alt


def test_seeds_below_the_axis_are_counted_at_its_edge():
    figure = plot_seeds({"a": [0.1, 0.2, 0.9, 0.92]}, x_label="accuracy", lowest=0.8)
    assert "2 below" in texts(figure)
    assert len(dots(figure)) == 3  # two seeds and one arrow
    assert "a: mean 53.0%, from 10.0% to 92.0%" in figure.alt
    numbers = [float(t[:-1]) for t in texts(figure) if re.fullmatch(r"[\d.]+%", t)]
    assert min(numbers) == 80


@pytest.mark.parametrize("values", [{}, {"a": []}, {"a": [[0.1]]}, {"a": 0.3}])
def test_what_is_no_list_of_seeds_is_refused(values):
    with pytest.raises(ValueError, match="one number per seed"):
        plot_seeds(values, x_label="accuracy")

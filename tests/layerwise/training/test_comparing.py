"""Intervals and tests against scipy, by hand, and against simulated truth."""

import math

import numpy as np
import pytest
import torch
from scipy.stats import binomtest

from layerwise.training.comparing import Interval, SignTest, paired_interval, sign_test


def simulated(random, seeds=10, examples=300, luck=0.3, gap=0.7):
    """Right answers of two methods: some examples are hard, some seeds are unlucky.

    The logit of a wrong answer has a part for the example, one for the method's taste
    in examples, one for the method's seed, and `gap` for the second method. About 2%
    and 4% of the answers are wrong, most of them on a few examples.
    """
    hard = random.normal(-7, 3, size=examples)
    right = []
    for behind in (0.0, gap):
        taste = random.normal(0, 1, size=examples)
        unlucky = random.normal(0, luck, size=(seeds, 1))
        chance = 1 / (1 + np.exp(-(hard + taste + unlucky + behind)))
        right.append(random.random((seeds, examples)) > chance)
    return right[0] * 1.0, right[1] * 1.0


def test_the_interval_surrounds_the_mean_difference():
    a, b = simulated(np.random.default_rng(0))
    interval = paired_interval(a, b)
    assert isinstance(interval, Interval)
    assert interval.difference == pytest.approx(a.mean() - b.mean())
    assert interval.low < interval.difference < interval.high


@pytest.mark.parametrize("seeds", [3, 10])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(seeds):
    """200 simulated studies; the truth is measured by a large one.

    If the share were 0.95, fewer than 0.90 of 200 would have a chance of 1 in 1000.
    The bootstrap is cautious: 98% (ten seeds) and 99% (three) of 500 held the truth.
    """
    random = np.random.default_rng(1)
    large = simulated(random, seeds=400, examples=20_000)
    truth = large[0].mean() - large[1].mean()
    held = 0
    for _ in range(200):
        interval = paired_interval(*simulated(random, seeds=seeds), resamples=400)
        held += interval.low <= truth <= interval.high
    assert held / 200 > 0.90


def test_seeds_that_matter_widen_the_interval():
    """Bootstrapping the examples alone would be too sure of itself."""
    random = np.random.default_rng(2)
    widths = []
    for luck in (0.0, 2.0):
        interval = paired_interval(*simulated(random, seeds=6, luck=luck))
        widths.append(interval.high - interval.low)
    assert widths[1] > 1.5 * widths[0]


def test_one_seed_and_many_examples_agree_with_the_normal_approximation():
    random = np.random.default_rng(3)
    a, b = (random.random((1, 2000)) < p for p in (0.9, 0.8))
    interval = paired_interval(a, b, level=0.9)
    difference = a * 1.0 - b
    error = 1.6449 * difference.std() / math.sqrt(2000)
    middle = difference.mean()
    assert interval.low == pytest.approx(middle - error, abs=0.1 * error)
    assert interval.high == pytest.approx(middle + error, abs=0.1 * error)


def test_many_resamples_are_drawn_in_parts_of_equal_weight():
    a, b = simulated(np.random.default_rng(0), seeds=4, examples=50)
    few, many = (paired_interval(a, b, resamples=n) for n in (2500, 50_000))
    assert few.low == pytest.approx(many.low, abs=0.01)
    assert few.high == pytest.approx(many.high, abs=0.01)


def test_equal_methods_differ_by_nothing():
    a, _ = simulated(np.random.default_rng(0))
    assert paired_interval(a, a) == (0, 0, 0)


def test_swapping_the_methods_turns_the_interval_round():
    a, b = simulated(np.random.default_rng(0))
    one, other = paired_interval(a, b), paired_interval(b, a)
    assert other.difference == pytest.approx(-one.difference)
    assert other.low == pytest.approx(-one.high, abs=1e-9)
    assert other.high == pytest.approx(-one.low, abs=1e-9)


def test_the_interval_repeats_and_takes_tensors_and_lists():
    a, b = simulated(np.random.default_rng(0), seeds=3, examples=200)
    expected = paired_interval(a, b, seed=4)
    assert paired_interval(a.tolist(), torch.tensor(b), seed=4) == expected
    assert paired_interval(torch.tensor(a).bool(), b.astype(bool), seed=4) == expected
    noise = np.random.default_rng(0).normal(size=a.shape)
    assert paired_interval(noise, a, seed=4) != paired_interval(noise, a, seed=5)


@pytest.mark.parametrize(
    ("a", "b", "settings", "message"),
    [
        ([1, 0], [1, 1], {}, r"must have shape \(seeds, examples\), got \(2,\)"),
        ([[1, 0]], [[1], [1]], {}, r"one shape, got \(1, 2\) and \(2, 1\)"),
        ([[]], [[]], {}, r"got \(1, 0\)"),
        ([[1]], [[1]], {"level": 1}, "level must lie between 0 and 1"),
        ([[1]], [[1]], {"resamples": 0}, "resamples must be positive"),
        ([[1]], [[1]], {"seed": -1}, "seed must lie from 0"),
    ],
)
def test_arrays_and_settings_that_make_no_sense_are_refused(a, b, settings, message):
    with pytest.raises(ValueError, match=message):
        paired_interval(a, b, **settings)


def test_the_sign_test_is_scipy_s_for_every_count_of_up_to_twelve():
    for wins in range(13):
        for losses in range(13 - wins):
            scores = [1] * wins + [-1] * losses + [0] * 2
            result = sign_test(scores, [0] * len(scores))
            assert result[:3] == (wins, losses, 2)
            if wins + losses:
                expected = binomtest(wins, wins + losses).pvalue
                assert result.p_value == pytest.approx(expected, rel=1e-12)


def test_the_sign_test_by_hand():
    assert sign_test([3, 3, 3], [3, 3, 3]) == SignTest(0, 0, 3, 1.0)
    assert sign_test(range(1, 11), [0] * 10).p_value == 2 / 2**10
    nine_and_a_tie = sign_test([1] * 9 + [0], [0] * 10)
    assert nine_and_a_tie == SignTest(9, 0, 1, 2 / 512)
    assert sign_test([1] * 5 + [0] * 5, [0] * 5 + [1] * 5).p_value == 1


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([1, 2], [1], "one shape"),
        ([[1, 2]], [[1, 2]], "one score per seed"),
        ([1, math.nan], [1, 2], "NaN"),
    ],
)
def test_scores_that_make_no_sense_are_refused(a, b, message):
    with pytest.raises(ValueError, match=message):
        sign_test(a, b)

"""Mutants: small, distinct, inside the solution region, described by their line."""

import pytest

from autograder.gate.mutants import make_mutants


def changes(line: str) -> set[str]:
    """What becomes of this line in the mutants of a function made of it."""
    source = f"def f(x, n, k):\n    {line}\n"
    mutants, _ = make_mutants(source, {2})
    assert {mutant.original for mutant in mutants} <= {line}
    return {mutant.mutated for mutant in mutants}


@pytest.mark.parametrize(
    ("line", "mutated"),
    [
        ("y = x + n", "y = x - n"),
        ("y = x * n", "y = x / n"),
        ("y = n // k", "y = n / k"),
        ("y = x @ n", "y = x * n"),
        ("x += n", "x -= n"),
        ("y = n < k", "y = n <= k"),
        ("y = n < k", "y = n >= k"),
        ("y = n == k", "y = n != k"),
        ("y = n and k", "y = n or k"),
        ("y = not n", "y = n"),
        ("y = -n", "y = n"),
        ("y = x if n else k", "y = x if not n else k"),
        ("y = 0", "y = 1"),
        ("y = 3", "y = 2"),
        ("y = True", "y = False"),
        ("f(n, k)", "f(k, n)"),
        ("f(n, k=k)", "f(n)"),
        ("y = x[n, k]", "y = x[k, n]"),
        ("n, k = x.shape", "k, n = x.shape"),
        ("y = x[n:k]", "y = x[:k]"),
        ("y = x[n:k]", "y = x[n:]"),
        ("y = x[::k]", "y = x[:]"),
        ("y = range(n)", "y = range(n - 1)"),
        ("y = range(n)", "y = range(n + 1)"),
        ("y = range(n)", "y = range(1, n)"),
        ("y = [n for n in x if k]", "y = [n for n in x if not k]"),
        ("y = x", "pass"),
        ("x += 1", "pass"),
        ("f(x)", "pass"),
        ("raise ValueError", "pass"),
        ("return x", "return None"),
    ],
)
def test_each_kind_of_change(line, mutated):
    assert mutated in changes(line)


def test_conditions_of_blocks_are_negated():
    source = "def f(n):\n    while n > 1:\n        n = n // 2\n    return n\n"
    mutants, _ = make_mutants(source, {2, 3, 4})
    assert ("while n > 1:", "while not n > 1:") in {
        (mutant.original, mutant.mutated) for mutant in mutants
    }


def test_nothing_outside_the_region_changes():
    source = "def f(n, k=1):\n    size = n + k\n    return size * 2\n"
    mutants, _ = make_mutants(source, {3})
    assert mutants
    assert {mutant.original for mutant in mutants} == {"return size * 2"}


@pytest.mark.parametrize(
    "line",
    [
        "raise ValueError(f'{n + 1} is not {k}', 3)",
        "y: list[1] = x",
        "y = f'{n + 1}'",
    ],
)
def test_texts_and_annotations_stay(line):
    assert changes(line) == {"pass"}


def test_docstrings_stay():
    assert changes('"""Add 1 and 2."""') == set()


def test_changes_without_effect_are_not_made():
    assert changes("return x.sum(dim=(n, k))") == {"return None", "return x.sum()"}
    assert "y = max(k, n)" not in changes("y = max(n, k)")
    assert changes("y = (n, n)") == {"pass"}


def test_no_two_mutants_are_the_same_and_the_order_is_fixed():
    source = "def f(n, k):\n    return [n + 1 for n in range(n - k + 1)][1:]\n"
    first, found = make_mutants(source, {2})
    again, _ = make_mutants(source, {2})
    assert first == again
    assert found == len(first) == len({mutant.code for mutant in first})
    assert all(compile(mutant.code, "mutant", "exec") for mutant in first)


def test_a_cap_keeps_a_fixed_sample():
    source = "def f(n):\n" + "".join(f"    n = n + {i}\n" for i in range(2, 40))
    lines = set(range(2, 40))
    everything, found = make_mutants(source, lines, most=1000)
    sample, found_again = make_mutants(source, lines, most=10)
    assert len(sample) == 10
    assert found == found_again == len(everything) > 100
    assert [mutant for mutant in everything if mutant in sample] == sample
    assert sample == make_mutants(source, lines, most=10)[0]
    assert sample != everything[:10]

# %% compares the means
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if sum(d) > 0 else "second" if sum(d) < 0 else "undecided"
    return verdict, (sum(first) - sum(second)) / len(first)


# %% compares the best runs
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = (
        "first"
        if max(first) > max(second)
        else "second"
        if max(second) > max(first)
        else "undecided"
    )
    return verdict, (sum(first) - sum(second)) / len(first)


# %% a tie counts as a win
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) >= 0 else "second" if max(d) <= 0 else "undecided"
    return verdict, (sum(first) - sum(second)) / len(first)


# %% ranges must not overlap
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = (
        "first"
        if min(first) > max(second)
        else "second"
        if min(second) > max(first)
        else "undecided"
    )
    return verdict, (sum(first) - sum(second)) / len(first)


# %% the majority of the seeds
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = (
        "first"
        if sum(x > 0 for x in d) * 2 > len(d)
        else "second"
        if sum(x < 0 for x in d) * 2 > len(d)
        else "undecided"
    )
    return verdict, (sum(first) - sum(second)) / len(first)


# %% exchanges the names
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "second" if min(d) > 0 else "first" if max(d) < 0 else "undecided"
    return verdict, (sum(first) - sum(second)) / len(first)


# %% the difference the other way round
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else "undecided"
    return verdict, (sum(second) - sum(first)) / len(first)


# %% the absolute difference
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else "undecided"
    return verdict, abs(sum(d)) / len(d)


# %% the sum of the differences
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else "undecided"
    return verdict, sum(d)


# %% no error for different seeds
def decide(first, second):
    if not first or not second:
        raise ValueError("no seeds")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else "undecided"
    return verdict, (sum(first) - sum(second)) / len(first)


# %% no error without seeds
def decide(first, second):
    if len(first) != len(second):
        raise ValueError("different seeds")
    if not first:
        return "undecided", 0.0
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else "undecided"
    return verdict, sum(d) / len(d)


# %% only the first seed
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if d[0] > 0 else "second" if d[0] < 0 else "undecided"
    return verdict, (sum(first) - sum(second)) / len(first)


# %% None for undecided
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    d = [a - b for a, b in zip(first, second)]
    verdict = "first" if min(d) > 0 else "second" if max(d) < 0 else None
    return verdict, (sum(first) - sum(second)) / len(first)

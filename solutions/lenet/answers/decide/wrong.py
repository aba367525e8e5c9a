# %% one direction only
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% ties count as flips
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = len(first)
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% a tie is half a win
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = len(first)
    half = (flips - wins - losses) // 2
    wins, losses = wins + half, losses + half
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% a tie is a win for the second
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a <= b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% only the count that was seen
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = math.comb(flips, wins)
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% more lopsided only
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses) + 1, flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% a p-value above one
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = 2 * ways / 2**flips
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% p must be below the level
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value < level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% always five percent
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= 0.05:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% every seed must win
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if max(wins, losses) == len(first):
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% the larger mean wins
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if sum(first) >= sum(second) + 0.002 else "second"
    return verdict, p_value


# %% exchanges the names
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "second" if wins > losses else "first"
    return verdict, p_value


# %% one minus p
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, 1 - p_value


# %% the mean difference instead
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, sum(first) / len(first) - sum(second) / len(second)


# %% no error for different seeds
def decide(first, second, level=0.05):
    if not first or not second:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% no error without seeds
def decide(first, second, level=0.05):
    if len(first) != len(second):
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% the tail of the first design only
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(wins, flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = "undecided"
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value


# %% None for undecided
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    flips = wins + losses
    ways = sum(math.comb(flips, k) for k in range(max(wins, losses), flips + 1))
    p_value = min(1.0, 2 * ways / 2**flips)
    verdict = None
    if p_value <= level:
        verdict = "first" if wins > losses else "second"
    return verdict, p_value

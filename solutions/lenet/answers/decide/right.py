# %% count and sum a tail
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    n, few = wins + losses, min(wins, losses)
    p = min(1.0, sum(math.comb(n, k) for k in range(few + 1)) * 2 / 2**n)
    if p > level or wins == losses:
        return "undecided", p
    return ("first" if wins > losses else "second"), p


# %% scipy's binomial test
def decide(first, second, level=0.05):
    from scipy.stats import binomtest

    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    signs = [(a > b) - (a < b) for a, b in zip(first, second)]
    signs = [s for s in signs if s]
    p = float(binomtest(signs.count(1), len(signs)).pvalue) if signs else 1.0
    ahead = {True: "first", False: "second"}[sum(signs) > 0]
    return (ahead if p <= level and sum(signs) else "undecided"), p


# %% probabilities built flip by flip
def decide(first, second, level=0.05):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    chances, balance = {0: 1.0}, 0
    for a, b in zip(first, second):
        if a == b:
            continue
        balance += 1 if a > b else -1
        new = {}
        for at, chance in chances.items():
            new[at + 1] = new.get(at + 1, 0) + chance / 2
            new[at - 1] = new.get(at - 1, 0) + chance / 2
        chances = new
    p = sum(chance for at, chance in chances.items() if abs(at) >= abs(balance))
    if p <= level and balance:
        return "first" if balance > 0 else "second", p
    return "undecided", p

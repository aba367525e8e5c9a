# %% count the wins
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    wins = sum(a > b for a, b in zip(first, second))
    losses = sum(a < b for a, b in zip(first, second))
    n = len(first)
    verdict = "first" if wins == n else "second" if losses == n else "undecided"
    return verdict, (sum(first) - sum(second)) / n


# %% all and any
def decide(first, second):
    if len(first) != len(second) or not first:
        raise ValueError("the same seeds, at least one")
    pairs = list(zip(first, second))
    mean = sum(a - b for a, b in pairs) / len(pairs)
    if all(a > b for a, b in pairs):
        return "first", mean
    if not any(a >= b for a, b in pairs):
        return "second", mean
    return "undecided", mean


# %% tensors
def decide(first, second):
    a, b = torch.tensor(first), torch.tensor(second)
    if a.shape != b.shape or a.numel() == 0:
        raise ValueError("different numbers of seeds")
    difference = a.double() - b.double()
    signs = set(difference.sign().tolist())
    names = {1.0: "first", -1.0: "second"}
    verdict = names.get(signs.pop(), "undecided") if len(signs) == 1 else "undecided"
    return verdict, difference.mean().item()

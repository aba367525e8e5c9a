# %% look the answer up in an extended list
def boundary_index(i, n, rule):
    entries = list(range(n))
    if rule == "replicate":
        extended = [0] * n + entries + [n - 1] * n
        return extended[i + n]
    if rule == "circular":
        return (entries * 3)[i + n]
    if rule == "reflect":
        mirrored = entries[:0:-1] + entries + entries[-2::-1]
        return mirrored[i + n - 1]
    raise ValueError("rule must be replicate, reflect or circular")


# %% triangle wave for the reflection, clamps by sorting
def boundary_index(i, n, rule):
    if rule == "reflect":
        return n - 1 - abs(n - 1 - abs(i))
    elif rule == "replicate":
        return sorted([0, i, n - 1])[1]
    elif rule == "circular":
        return (i + n) % n
    else:
        raise ValueError(rule)


# %% rules in a dictionary
def boundary_index(i, n, rule):
    period = 2 * n - 2
    rules = {
        "replicate": lambda: max(0, min(i, n - 1)),
        "circular": lambda: i - n * (i // n),
        "reflect": lambda: min(i % period, period - i % period),
    }
    if rule not in rules:
        raise ValueError(f"no rule called {rule}")
    return rules[rule]()

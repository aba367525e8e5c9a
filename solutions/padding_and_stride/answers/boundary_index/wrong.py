# %% the reflection repeats the border
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i % n
    if rule == "reflect":
        if i < 0:
            return -i - 1
        return 2 * n - 1 - i if i >= n else i
    raise ValueError(rule)


# %% reflects in front only
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i % n
    if rule == "reflect":
        return min(abs(i), n - 1)
    raise ValueError(rule)


# %% clamps to n instead of n - 1
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), n)
    if rule == "circular":
        return i % n
    if rule == "reflect":
        return n - 1 - abs(n - 1 - abs(i))
    raise ValueError(rule)


# %% circular with period n - 1 behind
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i if 0 <= i < n else (i + n if i < 0 else i - n + 1)
    if rule == "reflect":
        return n - 1 - abs(n - 1 - abs(i))
    raise ValueError(rule)


# %% reflect and replicate mixed up
def boundary_index(i, n, rule):
    if rule == "reflect":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i % n
    if rule == "replicate":
        return n - 1 - abs(n - 1 - abs(i))
    raise ValueError(rule)


# %% any other rule means zeros and gives None
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i % n
    if rule == "reflect":
        return n - 1 - abs(n - 1 - abs(i))
    return None


# %% negative indices left to Python
def boundary_index(i, n, rule):
    if rule not in ("replicate", "circular", "reflect"):
        raise ValueError(rule)
    if rule == "replicate":
        return min(max(i, 0), n - 1)
    if rule == "circular":
        return i if i < n else i - n
    return n - 1 - abs(n - 1 - abs(i))


# %% one step outside only
def boundary_index(i, n, rule):
    if rule not in ("replicate", "circular", "reflect"):
        raise ValueError(rule)
    if i < 0:
        return {"replicate": 0, "reflect": 1, "circular": n - 1}[rule]
    if i >= n:
        return {"replicate": n - 1, "reflect": n - 2, "circular": 0}[rule]
    return i


# %% written for five entries
def boundary_index(i, n, rule):
    if rule == "replicate":
        return min(max(i, 0), 4)
    if rule == "circular":
        return i % 5
    if rule == "reflect":
        return 4 - abs(4 - abs(i))
    raise ValueError(rule)

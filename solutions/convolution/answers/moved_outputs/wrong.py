# %% takes the move to be to the right
def moved_outputs(n, k, m):
    return max(n - k + 1 - m, 0)


# %% invariant: no output changes
def moved_outputs(n, k, m):
    return n - k + 1


# %% equivariant everywhere: forgets the kernel's size
def moved_outputs(n, k, m):
    return max(n - abs(m), 0)


# %% negative for large moves
def moved_outputs(n, k, m):
    return n - k + 1 - abs(m)


# %% n - k outputs
def moved_outputs(n, k, m):
    return max(n - k - abs(m), 0)


# %% loses outputs at both ends
def moved_outputs(n, k, m):
    return max(n - k + 1 - 2 * abs(m), 0)


# %% the windows that see something new are counted twice
def moved_outputs(n, k, m):
    if m == 0:
        return n - k + 1
    return max(n - k + 1 - abs(m) - (k - 1) // 2, 0)


# %% at least one output stays
def moved_outputs(n, k, m):
    return max(n - k + 1 - abs(m), 1)


# %% float
def moved_outputs(n, k, m):
    return float(max(n - k + 1 - abs(m), 0))


# %% a move to the left loses nothing
def moved_outputs(n, k, m):
    return max(n - k + 1 - max(m, 0), 0)


# %% kernels of three taps only
def moved_outputs(n, k, m):
    return max(n - 2 - abs(m), 0)


# %% wraps around like roll
def moved_outputs(n, k, m):
    return max(n - k + 1 - abs(m) % n, 0)


# %% edge values: one too few when k is n
def moved_outputs(n, k, m):
    return max(n - k + 1 - abs(m), 0) if k < n else 0


# %% edge values: a move by exactly the number of outputs leaves one
def moved_outputs(n, k, m):
    left = n - k + 1 - abs(m)
    return 1 if left == 0 else max(left, 0)


# %% small numbers only: counts up to 1,000
def moved_outputs(n, k, m):
    return min(max(n - k + 1 - abs(m), 0), 1000)


# %% a boolean for no output
def moved_outputs(n, k, m):
    return n - k + 1 - abs(m) > 0 and n - k + 1 - abs(m)


# %% state: remembers by the sizes, not by the move
RESULTS = {}


def moved_outputs(n, k, m):
    return RESULTS.setdefault((n, k), max(n - k + 1 - abs(m), 0))


# %% keyword: other names for the arguments
def moved_outputs(size, taps, move):
    return max(size - taps + 1 - abs(move), 0)


# %% a tensor
def moved_outputs(n, k, m):
    return torch.tensor(max(n - k + 1 - abs(m), 0))


# %% one call in ten is wrong
CALLS = [0]


def moved_outputs(n, k, m):
    CALLS[0] += 1
    return max(n - k + 1 - abs(m), 0) + (CALLS[0] % 10 == 0)

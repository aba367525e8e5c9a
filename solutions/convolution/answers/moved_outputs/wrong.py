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

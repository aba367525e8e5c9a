# %% the chapter's reflection, which does not repeat the border
def mirror_index(i, n):
    period = max(2 * n - 2, 1)
    i = i % period
    return min(i, period - i)


# %% repeats the border only, as replication does
def mirror_index(i, n):
    return min(max(i, 0), n - 1)


# %% circular
def mirror_index(i, n):
    return i % n


# %% one mirror only: wrong further outside
def mirror_index(i, n):
    if i < 0:
        return -i - 1
    return 2 * n - 1 - i if i >= n else i


# %% mirrors in front only
def mirror_index(i, n):
    return min(-i - 1 if i < 0 else i, n - 1)


# %% the absolute value: the border behind is repeated, in front it is not
def mirror_index(i, n):
    i = abs(i) % (2 * n)
    return min(i, 2 * n - 1 - i)


# %% an index too large by one
def mirror_index(i, n):
    i = i % (2 * n)
    return min(i, 2 * n - i)


# %% turned: counts from the end
def mirror_index(i, n):
    i = i % (2 * n)
    return n - 1 - min(i, 2 * n - 1 - i)


# %% negative indices, left to Python
def mirror_index(i, n):
    i = i % (2 * n)
    return i if i < n else n - 1 - i


# %% the remainder of C, negative for negative numbers
def mirror_index(i, n):
    i = int(np.fmod(i, 2 * n))
    return min(i, 2 * n - 1 - i)


# %% a float from the remainder
def mirror_index(i, n):
    i = i % (2.0 * n)
    return min(i, 2 * n - 1 - i)


# %% edge values: a single entry has no mirror
def mirror_index(i, n):
    if n == 1 and i != 0:
        return 1
    i = i % (2 * n)
    return min(i, 2 * n - 1 - i)


# %% small numbers only: up to three mirrors
def mirror_index(i, n):
    for _ in range(3):
        if i < 0:
            i = -i - 1
        if i >= n:
            i = 2 * n - 1 - i
    return max(min(i, n - 1), 0)


# %% written for three entries
def mirror_index(i, n):
    i = i % 6
    return min(i, 5 - i)


# %% keyword: other names for the arguments
def mirror_index(place, size):
    place = place % (2 * size)
    return min(place, 2 * size - 1 - place)


# %% state: remembers by the coordinate, not by n
RESULTS = {}


def mirror_index(i, n):
    i = i % (2 * n)
    return RESULTS.setdefault(i, min(i, 2 * n - 1 - i))


# %% a tensor
def mirror_index(i, n):
    i = i % (2 * n)
    return torch.tensor(min(i, 2 * n - 1 - i))


# %% one call in ten is wrong
CALLS = [0]


def mirror_index(i, n):
    i = i % (2 * n)
    CALLS[0] += 1
    i = i if CALLS[0] % 10 else n - 1
    return min(i, 2 * n - 1 - i)

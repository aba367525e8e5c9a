# %% count the places one by one
def moved_outputs(n, k, m):
    outputs = range(n - k + 1)
    return len([i for i in outputs if i - m in outputs])


# %% outputs that read no entry that came in
def moved_outputs(n, k, m):
    count = 0
    for i in range(n - k + 1):
        reads = range(i, i + k)
        if all(0 <= place - m < n for place in reads):
            count += 1
    return count


# %% three cases
def moved_outputs(n, k, m):
    size = n - k + 1
    if m < 0:
        m = -m
    if m >= size:
        return 0
    return size - m


# %% the overlap of two intervals, helpers called count and n_outputs
def count(first, last):
    return max(0, last - first)


def moved_outputs(n, k, m):
    n_outputs = n - k + 1
    return count(max(0, m), min(n_outputs, n_outputs + m))


# %% entries that stay, then windows
def moved_outputs(n, k, m):
    first, last = max(0, m), min(n, n + m)
    return max(0, last - first - k + 1)

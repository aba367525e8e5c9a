# %% count the windows one by one
def output_size(n, k, before=0, after=0, stride=1):
    windows = 0
    start = -before
    while start + k <= n + after:
        windows += 1
        start += stride
    if windows == 0:
        raise ValueError("no window fits")
    return windows


# %% the length of a range
def output_size(n, k, before=0, after=0, stride=1):
    starts = range(0, before + n + after - k + 1, stride)
    if not starts:
        raise ValueError(f"a kernel of {k} does not fit")
    return len(starts)


# %% the formula of the study notes, (n - k + p + s) / s rounded down
def output_size(n, k, before=0, after=0, stride=1):
    p = before + after
    if n + p < k:
        raise ValueError("kernel too large")
    return (n - k + p + stride) // stride


# %% let torch slide a view
def output_size(n, k, before=0, after=0, stride=1):
    padded = torch.empty(n + before + after)
    if k > len(padded):
        raise ValueError("kernel too large")
    return padded.unfold(0, k, stride).shape[0]

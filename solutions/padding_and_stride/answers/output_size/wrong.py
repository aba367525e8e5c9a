# %% forgets the last window
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return (n + before + after - k) // stride


# %% true division gives a float
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return (n + before + after - k) / stride + 1


# %% rounds up
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return -(-(n + before + after - k) // stride) + 1


# %% counts the padding in front twice
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + 2 * before:
        raise ValueError("too large")
    return (n + 2 * before - k) // stride + 1


# %% ignores the padding behind
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before:
        raise ValueError("too large")
    return (n + before - k) // stride + 1


# %% divides before it subtracts the kernel
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return (n + before + after) // stride - k + 1


# %% no error when the kernel does not fit
def output_size(n, k, before=0, after=0, stride=1):
    return max((n + before + after - k) // stride + 1, 0)


# %% the error looks at the bare input
def output_size(n, k, before=0, after=0, stride=1):
    if k > n:
        raise ValueError("too large")
    return (n + before + after - k) // stride + 1


# %% ignores the stride
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return n + before + after - k + 1


# %% adds one before it divides
def output_size(n, k, before=0, after=0, stride=1):
    if k > n + before + after:
        raise ValueError("too large")
    return (n + before + after - k + 1) // stride

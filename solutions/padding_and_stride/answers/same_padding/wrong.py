# %% the odd entry in front
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total - total // 2, total // 2


# %% PyTorch's rule for stride 1, whatever the stride
def same_padding(n, k, stride=1):
    return (k - 1) // 2, k // 2


# %% the same on both sides
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total // 2


# %% rounds both up
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return (total + 1) // 2, (total + 1) // 2


# %% rounds the outputs down
def same_padding(n, k, stride=1):
    outputs = n // stride
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


# %% one output too many
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max(outputs * stride + k - n, 0)
    return total // 2, total - total // 2


# %% negative padding where none is needed
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = (outputs - 1) * stride + k - n
    return total // 2, total - total // 2


# %% keeps the size, for which more is needed
def same_padding(n, k, stride=1):
    outputs = n
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


# %% as if n were a multiple of the stride
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max(k - stride, 0)
    return total // 2, total - total // 2


# %% all of it behind
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return 0, total


# %% the total only
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total


# %% floats
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2 * 1.0, (total - total // 2) * 1.0


# %% edge values: nothing for an input of one entry
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    total = 0 if n == 1 else total
    return total // 2, total - total // 2


# %% edge values: nothing when the kernel is longer than the input
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    total = 0 if k > n else total
    return total // 2, total - total // 2


# %% edge values: wrong where the stride exceeds the input
def same_padding(n, k, stride=1):
    outputs = max(-(-n // stride), 2)
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


# %% edge values: nothing when the kernel is as long as the stride
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    total = 0 if k == stride else total
    return total // 2, total - total // 2


# %% small sizes only: at most ten on each side
def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return min(total // 2, 10), min(total - total // 2, 10)


# %% default: stride 2
def same_padding(n, k, stride=2):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


# %% keyword: other names for the arguments
def same_padding(size, taps, stride=1):
    outputs = -(-size // stride)
    total = max((outputs - 1) * stride + taps - size, 0)
    return total // 2, total - total // 2


# %% state: remembers by size and kernel, not by stride
RESULTS = {}


def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    return RESULTS.setdefault((n, k), (total // 2, total - total // 2))


# %% one call in ten is wrong
CALLS = [0]


def same_padding(n, k, stride=1):
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + k - n, 0)
    CALLS[0] += 1
    total += CALLS[0] % 10 == 0
    return total // 2, total - total // 2

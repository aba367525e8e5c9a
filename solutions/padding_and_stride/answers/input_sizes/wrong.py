# %% one window too many
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = outputs * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% only the smallest
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1)


# %% as if the division left no rest
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% one too many at the end
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% the padding on the wrong side of the equation
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k + before + after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% before counts twice, after not at all
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - 2 * before
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% ignores the padding behind
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% ignores the stride
def input_sizes(outputs, k, before=0, after=0, stride=1):
    stride = 1
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% default: stride 2
def input_sizes(outputs, k, before=0, after=0, stride=2):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% default: one zero on each side
def input_sizes(outputs, k, before=1, after=1, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% edge values: an input of no entries or fewer
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return smallest, largest


# %% edge values: an input of no entries counts
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 0:
        raise ValueError("no input fits")
    return max(smallest, 0), largest


# %% edge values: an input of one entry does not count
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest <= 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% no error when no input fits
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    return max(smallest, 1), largest


# %% None when no input fits
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        return None
    return max(smallest, 1), largest


# %% an error whenever the smallest is below one
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if smallest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% floats
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return float(max(smallest, 1)), float(largest)


# %% the other way round
def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return largest, max(smallest, 1)


# %% small sizes only: searches up to 100
def input_sizes(outputs, k, before=0, after=0, stride=1):
    extra = before + after
    sizes = range(1, 100)
    fits = [n for n in sizes if len(range(0, n + extra - k + 1, stride)) == outputs]
    if not fits:
        raise ValueError("no input fits")
    return fits[0], fits[-1]


# %% keyword: padding before and after exchanged with the stride
def input_sizes(outputs, k, stride=1, before=0, after=0):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% keyword: other names for the arguments
def input_sizes(m, k, before=0, after=0, stride=1):
    smallest = (m - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    return max(smallest, 1), largest


# %% state: remembers by all but the stride
RESULTS = {}


def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    key = outputs, k, before, after
    return RESULTS.setdefault(key, (max(smallest, 1), largest))


# %% one call in ten is wrong
CALLS = [0]


def input_sizes(outputs, k, before=0, after=0, stride=1):
    smallest = (outputs - 1) * stride + k - before - after
    largest = smallest + stride - 1
    if largest < 1:
        raise ValueError("no input fits")
    CALLS[0] += 1
    largest += CALLS[0] % 10 == 0
    return max(smallest, 1), largest

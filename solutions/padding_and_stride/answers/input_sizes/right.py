# %% counts upwards until the outputs are too many; helpers called sizes and most
def sizes(n, k, before, after, stride):
    padded = n + before + after
    return max((padded - k) // stride + 1, 0)


def input_sizes(outputs, k, before=0, after=0, stride=1):
    n, found = 1, []
    while (most := sizes(n, k, before, after, stride)) <= outputs:
        if most == outputs:
            found.append(n)
        n += 1
    if not found:
        raise ValueError("no input fits")
    return found[0], found[-1]


# %% from the end of the last window, as a list
def input_sizes(outputs, k, before=0, after=0, stride=1):
    end = (outputs - 1) * stride + k
    first, last = end - before - after, end + stride - before - after
    candidates = range(max(first, 1), last)
    if not candidates:
        raise ValueError(f"{outputs} outputs are impossible")
    return [candidates[0], candidates[-1]]


# %% one less output fits everything below
def input_sizes(outputs, k, before=0, after=0, stride=1):
    def largest(m):
        return m * stride + k - 1 - (before + after)

    if largest(outputs) < 1:
        raise ValueError("too much padding")
    return max(1, largest(outputs - 1) + 1), largest(outputs)

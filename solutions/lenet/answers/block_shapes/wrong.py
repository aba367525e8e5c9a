# %% ignores the padding
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pads one side only
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + padding - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pads both convolutions
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% the convolutions keep the size
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% a 5 x 5 kernel takes 5 off
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 5
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n - 5
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pooling rounds up
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = (n + 1) // 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = (n + 1) // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pooling with true division
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n / 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n / 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pooling in steps of one
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n - 1
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n - 1
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 6, 16, 16), sizes)]


# %% pooling halves the channels
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((6, 3, 16, 8), sizes)]


# %% channels of the other order
def block_shapes(side, padding=0):
    n = side
    sizes = []
    n = n + 2 * padding - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    n = n - 4
    sizes.append(n)
    n = n // 2
    sizes.append(n)
    return [(c, n, n) for c, n in zip((16, 16, 6, 6), sizes)]


# %% always 28 pixels
def block_shapes(side, padding=0):
    return [(6, 24, 24), (6, 12, 12), (16, 8, 8), (16, 4, 4)]

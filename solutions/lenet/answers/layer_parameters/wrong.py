# %% no biases
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [150, 2400, 120 * f, 10080, 840]


# %% one bias per input channel
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [151, 2406, 120 * (f + 1), 10164, 850]


# %% one bias per kernel slice
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [156, 16 * 6 * 26, 120 * (f + 1), 10164, 850]


# %% the second convolution reads one channel
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [156, 16 * 26, 120 * (f + 1), 10164, 850]


# %% the flattened map has no channels
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]


# %% flattens before the pooling
def layer_parameters(side, padding=0):
    n = (side + 2 * padding - 4) // 2 - 4
    f = 16 * n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]


# %% ignores the padding
def layer_parameters(side, padding=0):
    n = ((side - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]


# %% always 28 pixels
def layer_parameters(side, padding=0):
    return [156, 2416, 30840, 10164, 850]


# %% always padded by 2
def layer_parameters(side, padding=0):
    n = (side // 2 - 4) // 2
    f = 16 * n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]


# %% the bias of the input of a dense layer
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2
    f = 16 * n * n
    return [156, 2416, (120 + 1) * f, 85 * 120, 11 * 84]


# %% floats
def layer_parameters(side, padding=0):
    n = ((side + 2 * padding - 4) // 2 - 4) // 2 * 1.0
    f = 16 * n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]


# %% pooling rounds up
def layer_parameters(side, padding=0):
    n = -(-(-(-(side + 2 * padding - 4) // 2) - 4) // 2)
    f = 16 * n * n
    return [156, 2416, 120 * (f + 1), 10164, 850]

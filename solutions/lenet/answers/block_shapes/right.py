# %% run the layers
def block_shapes(side, padding=0):
    x = torch.zeros(1, side, side)
    shapes = []
    for layer in (
        nn.Conv2d(1, 6, 5, padding=padding),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.AvgPool2d(2),
    ):
        x = layer(x)
        shapes.append(tuple(x.shape))
    return shapes


# %% one loop over the blocks
def block_shapes(side, padding=0):
    shapes = []
    n = side + 2 * padding
    for channels in (6, 16):
        n -= 4
        shapes.append((channels, n, n))
        n //= 2
        shapes.append((channels, n, n))
    return shapes


# %% the formula of the study notes for every layer
def block_shapes(side, padding=0):
    def size(n, k, p, s):
        return (n - k + p + s) // s

    a = size(side, 5, 2 * padding, 1)
    b = size(a, 2, 0, 2)
    c = size(b, 5, 0, 1)
    d = size(c, 2, 0, 2)
    return tuple((ch, n, n) for ch, n in ((6, a), (6, b), (16, c), (16, d)))

# %% as if correlation commuted
def swapped(c):
    return c


# %% flips the first axis only
def swapped(c):
    return c.flip(0)


# %% flips the last axis only
def swapped(c):
    return c.flip(-1)


# %% flips two axes, whatever there are
def swapped(c):
    return c.flip(0, -1) if c.dim() > 1 else c.flip(0)


# %% reverses the order of the axes
def swapped(c):
    return c.permute(tuple(range(c.dim()))[::-1])


# %% flips and changes the sign
def swapped(c):
    return -c.flip(tuple(range(c.dim())))


# %% flips in place
def swapped(c):
    c[...] = c.flip(tuple(range(c.dim())))
    return c


# %% flips and returns one long axis
def swapped(c):
    return c.flatten().flip(0)


# %% rotates by one place instead of turning round
def swapped(c):
    return c.roll([1] * c.dim(), tuple(range(c.dim())))


# %% flips, always in float32
def swapped(c):
    return c.flip(tuple(range(c.dim()))).float()


# %% flips only what is one-dimensional
def swapped(c):
    return c.flip(0) if c.dim() == 1 else c.transpose(-1, -2)

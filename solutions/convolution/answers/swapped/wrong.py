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


# %% edge values: an axis of one entry ends the loop
def swapped(c):
    for axis in range(c.dim()):
        if c.shape[axis] == 1:
            break
        c = c.flip(axis)
    return c.clone()


# %% axes of one entry are squeezed away
def swapped(c):
    return c.flip(tuple(range(c.dim()))).squeeze()


# %% small sizes only: a table of 1,000 entries
def swapped(c):
    flat = c.reshape(-1)
    return torch.cat([flat[:1000].flip(0), flat[1000:]]).reshape(c.shape)


# %% small numbers only: clipped at 10,000
def swapped(c):
    return c.flip(tuple(range(c.dim()))).clamp(-1e4, 1e4)


# %% dtype: float32 for all but float64, float64 through float32
def swapped(c):
    return c.flip(tuple(range(c.dim()))).float().to(c.dtype)


# %% layout: reads the memory in its own order
def swapped(c):
    memory = torch.as_strided(c, (c.numel(),), (1,), c.storage_offset())
    return memory.flip(0).reshape(c.shape)


# %% layout: view, which wants contiguous memory
def swapped(c):
    return c.view(-1).flip(0).view(c.shape)


# %% state: one buffer for each shape
BUFFERS = {}


def swapped(c):
    buffer = BUFFERS.setdefault((c.shape, c.dtype), torch.empty_like(c))
    return buffer.copy_(c.flip(tuple(range(c.dim()))))


# %% state: remembers results by shape
RESULTS = {}


def swapped(c):
    key = c.shape, c.dtype
    return RESULTS.setdefault(key, c.flip(tuple(range(c.dim())))).clone()


# %% a view of the argument where there is nothing to turn
def swapped(c):
    return c if c.numel() == 1 else c.flip(tuple(range(c.dim())))


# %% keyword: another name for the argument
def swapped(correlation):
    return correlation.flip(tuple(range(correlation.dim())))


# %% side effect: seeds the global generator
def swapped(c):
    torch.manual_seed(3)
    return c.flip(tuple(range(c.dim())))


# %% one call in ten is wrong
CALLS = [0]


def swapped(c):
    CALLS[0] += 1
    return c.flip(tuple(range(c.dim()))) if CALLS[0] % 10 else c.clone()

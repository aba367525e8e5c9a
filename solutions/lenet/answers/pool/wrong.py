# %% sums instead of the mean
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size) * size**2
    return largest(batch, size)


# %% divides by the side, not the area
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size) * size
    return largest(batch, size)


# %% overlapping windows
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size, stride=1)
    return largest(batch, size, stride=1)


# %% always steps of two
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size, stride=2)
    return largest(batch, size, stride=2)


# %% always windows of two
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, 2)
    return largest(batch, 2)


# %% keeps the incomplete windows
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size, ceil_mode=True)
    return F.max_pool2d(batch, size, ceil_mode=True)


# %% the smallest entry
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size)
    return -largest(-batch, size)


# %% the largest absolute value
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size)
    return largest(batch.abs(), size)


# %% average whatever is asked
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size)
    return average(batch, size)


# %% an unknown kind is max
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind == "average":
        return average(batch, size)
    return largest(batch, size)


# %% takes the upper left entry
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch, size)
    return batch[:, :, ::size, ::size][
        :, :, : batch.shape[2] // size, : batch.shape[3] // size
    ]


# %% reshapes across rows
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return (
            batch[
                :, :, : batch.shape[2] // size * size, : batch.shape[3] // size * size
            ]
            .reshape(
                *batch.shape[:2], batch.shape[2] // size, batch.shape[3] // size, -1
            )
            .mean(-1)
        )
    return largest(batch, size)


# %% averages over the channels
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return (
            average(batch, size)
            .mean(1, keepdim=True)
            .expand(-1, batch.shape[1], -1, -1)
        )
    return largest(batch, size)


# %% loses the gradient
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch.detach(), size)
    return largest(batch, size)


# %% float32
def windows(batch, size, stride=None):
    step = stride or size
    return batch.unfold(2, size, step).unfold(3, size, step)


def average(batch, size, stride=None):
    return windows(batch, size, stride).mean(dim=(4, 5))


def largest(batch, size, stride=None):
    return windows(batch, size, stride).amax(dim=(4, 5))


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return average(batch.float(), size)
    return largest(batch.float(), size)


# %% torch's own pooling
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    operation = F.avg_pool2d if kind == "average" else F.max_pool2d
    return operation(batch, kernel_size=size, stride=size)


# %% the kind only has to contain the word
def pool(batch, size, kind="average"):
    if "average" not in kind and "max" not in kind:
        raise ValueError(kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% the kind in any case
def pool(batch, size, kind="average"):
    kind = kind.lower()
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% kind ignored by keyword and default: max by default
def pool(batch, size, kind="max"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% view of a batch that may not be contiguous
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.view(-1).view(batch.shape).unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% squeezes
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.squeeze().unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% maximum starts from zero
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return (
        cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5)).clamp(min=0)
    )


# %% median
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return (
        cut.flatten(4).median(dim=4).values
        if kind == "average"
        else cut.amax(dim=(4, 5))
    )


# %% rows left over are padded with zeros
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    batch = F.pad(batch, (0, -batch.shape[3] % size, 0, -batch.shape[2] % size))
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% remembers by the shape
_known = {}


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    key = (batch.shape, size, kind)
    batch = _known.setdefault(key, batch)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% remembers the kind of the first call of a shape
_known = {}


def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    kind = _known.setdefault((batch.shape, size), kind)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))


# %% sorts the batch in place
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    batch -= 0.0 * batch
    batch.clamp_(max=1e3)
    cut = batch.unfold(2, size, size).unfold(3, size, size)
    return cut.mean(dim=(4, 5)) if kind == "average" else cut.amax(dim=(4, 5))

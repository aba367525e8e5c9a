# %% sums instead of the mean
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size) * size**2
    return F.max_pool2d(batch, size)


# %% divides by the side, not the area
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size) * size
    return F.max_pool2d(batch, size)


# %% overlapping windows
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size, stride=1)
    return F.max_pool2d(batch, size, stride=1)


# %% always steps of two
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size, stride=2)
    return F.max_pool2d(batch, size, stride=2)


# %% always windows of two
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, 2)
    return F.max_pool2d(batch, 2)


# %% keeps the incomplete windows
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size, ceil_mode=True)
    return F.max_pool2d(batch, size, ceil_mode=True)


# %% the smallest entry
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size)
    return -F.max_pool2d(-batch, size)


# %% the largest absolute value
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size)
    return F.max_pool2d(batch.abs(), size)


# %% average whatever is asked
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size)
    return F.avg_pool2d(batch, size)


# %% an unknown kind is max
def pool(batch, size, kind="average"):
    if kind == "average":
        return F.avg_pool2d(batch, size)
    return F.max_pool2d(batch, size)


# %% takes the upper left entry
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch, size)
    return batch[:, :, ::size, ::size][
        :, :, : batch.shape[2] // size, : batch.shape[3] // size
    ]


# %% reshapes across rows
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
    return F.max_pool2d(batch, size)


# %% averages over the channels
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return (
            F.avg_pool2d(batch, size)
            .mean(1, keepdim=True)
            .expand(-1, batch.shape[1], -1, -1)
        )
    return F.max_pool2d(batch, size)


# %% loses the gradient
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch.detach(), size)
    return F.max_pool2d(batch, size)


# %% float32
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    if kind == "average":
        return F.avg_pool2d(batch.float(), size)
    return F.max_pool2d(batch.float(), size)

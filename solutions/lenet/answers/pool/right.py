# %% windows by unfold
def pool(batch, size, kind="average"):
    windows = batch.unfold(2, size, size).unfold(3, size, size).flatten(4)
    if kind == "average":
        return windows.sum(-1) / size**2
    if kind == "max":
        return windows.max(dim=-1).values
    raise ValueError("average or max")


# %% loops over the windows
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    rows = []
    for i in range(batch.shape[2] // size):
        row = []
        for j in range(batch.shape[3] // size):
            window = batch[:, :, i * size : (i + 1) * size, j * size : (j + 1) * size]
            flat = window.flatten(2)
            row.append(flat.mean(2) if kind == "average" else flat.max(2)[0])
        rows.append(torch.stack(row, dim=2))
    return torch.stack(rows, dim=2)


# %% one strided slice per place in the window
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    rows, columns = batch.shape[2] // size, batch.shape[3] // size
    slices = [
        batch[:, :, u::size, v::size][:, :, :rows, :columns]
        for u in range(size)
        for v in range(size)
    ]
    stacked = torch.stack(slices)
    return stacked.mean(0) if kind == "average" else stacked.amax(0)


# %% two steps, odd names
def grid(x, axis, size):
    return x.narrow(axis, 0, x.shape[axis] // size * size).unflatten(axis, (-1, size))


def tall(batch, size):
    return grid(grid(batch, 3, size), 2, size)


def pool(batch, size, kind="average"):
    calls = {"average": torch.mean, "max": torch.amax}
    if kind not in calls:
        raise ValueError("average or max")
    return calls[kind](tall(batch, size), (3, 5))

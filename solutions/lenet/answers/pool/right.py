# %% torch's own pooling
def pool(batch, size, kind="average"):
    if kind not in ("average", "max"):
        raise ValueError(kind)
    operation = F.avg_pool2d if kind == "average" else F.max_pool2d
    return operation(batch, kernel_size=size, stride=size)


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

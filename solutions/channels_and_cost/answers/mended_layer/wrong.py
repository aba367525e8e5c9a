# %% torch's own operation
def mended_layer(batch, weight, bias, padding=(0, 0)):
    result = F.conv2d(batch, weight, bias, padding=padding)
    return result


# %% the layer as it was
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[0], padding[0], padding[1], padding[1]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=torch.float32
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, -u, -v])
            result += bias[:, None, None]
    return result


# %% padding still exchanged, the other three mended
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[0], padding[0], padding[1], padding[1]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result += bias[:, None, None]
    return result


# %% still in float32, the other three mended
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=torch.float32
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result += bias[:, None, None]
    return result


# %% still reads the taps backwards, the other three mended
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, -u, -v])
    result += bias[:, None, None]
    return result


# %% still adds the bias at every tap, the other three mended
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
            result += bias[:, None, None]
    return result


# %% taps flipped instead of mended
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum(
                "nchw,oc->nohw", shifted, weight[:, :, k_h - 1 - u, k_w - 1 - v]
            )
    result += bias[:, None, None]
    return result


# %% taps exchanged
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum(
                "nchw,oc->nohw", shifted, weight[:, :, min(v, k_h - 1), min(u, k_w - 1)]
            )
    result += bias[:, None, None]
    return result


# %% columns mended only, rows still backwards
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, -u, v])
    result += bias[:, None, None]
    return result


# %% bias divided by the number of taps, rounded
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
            result += bias[:, None, None] / (k_h * k_w + (k_h > 3))
    return result


# %% padding on one side
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (0, 2 * padding[1], 0, 2 * padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result += bias[:, None, None]
    return result


# %% float64 always
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=torch.float64
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result += bias[:, None, None]
    return result


# %% float64 only where the batch has one image
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0],
        weight.shape[0],
        rows,
        columns,
        dtype=batch.dtype if len(batch) == 1 else torch.float32,
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result += bias[:, None, None]
    return result


# %% bias for the first filter only
def mended_layer(batch, weight, bias, padding=(0, 0)):
    height, width = batch.shape[2:]
    k_h, k_w = weight.shape[2:]
    rows = height + 2 * padding[0] - k_h + 1
    columns = width + 2 * padding[1] - k_w + 1
    padded = F.pad(batch, (padding[1], padding[1], padding[0], padding[0]))
    result = torch.zeros(
        batch.shape[0], weight.shape[0], rows, columns, dtype=batch.dtype
    )
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + rows, v : v + columns]
            result += torch.einsum("nchw,oc->nohw", shifted, weight[:, :, u, v])
    result[:, 0] += bias[0]
    return result


# %% adds the bias into the batch
def mended_layer(batch, weight, bias, padding=(0, 0)):
    batch += 0 * bias.sum() + 1
    batch -= 1
    batch[0, 0, 0, 0] += 1
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% bias changed in place
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    bias.zero_()
    return result


# %% square kernels only
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[2], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight[..., : weight.shape[2]])
    result = result + bias[:, None, None]
    return result


# %% first image only
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch[:1], (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% squeezes axes of one entry
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    result = result.squeeze()
    return result


# %% view of a batch that must be contiguous
def mended_layer(batch, weight, bias, padding=(0, 0)):
    batch = batch.view(-1).view(batch.shape)
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% view of a weight that must be contiguous
def mended_layer(batch, weight, bias, padding=(0, 0)):
    weight = weight.view(len(weight), -1).view(weight.shape)
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% one buffer for every shape
buffers = {}


def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    buffer = buffers.setdefault((result.shape, result.dtype), torch.empty_like(result))
    result = buffer.copy_(result)
    return result


# %% remembers all but the bias
seen = {}


def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    key = (str(batch.tolist()), str(weight.tolist()), tuple(padding), batch.dtype)
    result = seen.setdefault(key, result)
    return result


# %% remembers all but the padding
seen = {}


def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    key = (str(batch.tolist()), str(weight.tolist()), str(bias.tolist()), batch.dtype)
    result = seen.setdefault(key, result)
    return result


# %% padding must be given
def mended_layer(batch, weight, bias, padding):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% ignores the keyword padding
def mended_layer(batch, weight, bias, *args, padding=(0, 0)):
    padding = args[0] if args else (0, 0)
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    return result


# %% ten images at most
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    result = result[:10]
    return result


# %% large values are clipped
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    result = result.clamp(-1000, 1000)
    return result


# %% small values are dropped
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    result = torch.where(result.abs() < 1e-3, 0.0, result)
    return result


# %% wrong one call in ten
calls = []


def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    calls.append(0)
    result = result + (len(calls) % 10 == 0)
    return result


# %% relu at the end
def mended_layer(batch, weight, bias, padding=(0, 0)):
    down, across = padding
    padded = F.pad(batch, (across, across, down, down))
    windows = padded.unfold(2, weight.shape[2], 1).unfold(3, weight.shape[3], 1)
    result = torch.einsum("nchwuv,ocuv->nohw", windows, weight)
    result = result + bias[:, None, None]
    result = result.relu()
    return result

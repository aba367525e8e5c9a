# %% windows and one einsum over channels and taps
def channels_last(batch, weight, bias, stride=1, padding=0):
    padded = F.pad(batch, (0, 0, padding, padding, padding, padding))
    windows = padded.unfold(1, weight.shape[0], stride)
    windows = windows.unfold(2, weight.shape[1], stride)
    result = torch.einsum("nhwcij,ijco->nhwo", windows, weight)
    return result if bias is None else result + bias


# %% shifted copies, a matrix product for each tap; helpers with short names
def padded(x, p):
    return F.pad(x, (0, 0, p, p, p, p))


def size(n, k, s, p):
    return (n + 2 * p - k) // s + 1


def channels_last(batch, weight, bias, stride=1, padding=0):
    taps = weight.shape
    h = size(batch.shape[1], taps[0], stride, padding)
    w = size(batch.shape[2], taps[1], stride, padding)
    x = padded(batch, padding)
    total = 0 if bias is None else bias
    for u in range(taps[0]):
        for v in range(taps[1]):
            part = x[:, u : u + h * stride : stride, v : v + w * stride : stride]
            total = total + part[:, :h, :w] @ weight[u, v]
    return total


# %% comprehensions over correlate2d
def channels_last(batch, weight, bias, stride=1, padding=0):
    def one(image, filters):
        pairs = zip(image.unbind(2), filters.unbind(2))
        return sum(correlate2d(a, b, stride, padding) for a, b in pairs)

    rows = [
        torch.stack([one(image, kernel) for kernel in weight.unbind(3)], dim=-1)
        for image in batch
    ]
    result = torch.stack(rows)
    return result + bias if bias is not None else result


# %% columns and one matrix product
def channels_last(batch, weight, bias, stride=1, padding=0):
    k_h, k_w, c, o = weight.shape
    rows = (batch.shape[1] + 2 * padding - k_h) // stride + 1
    columns = F.unfold(batch.permute(0, 3, 1, 2), (k_h, k_w), 1, padding, stride)
    taps = weight.permute(3, 2, 0, 1).reshape(o, -1)
    result = (taps @ columns).mT.unflatten(1, (rows, -1))
    return result if bias is None else result + bias

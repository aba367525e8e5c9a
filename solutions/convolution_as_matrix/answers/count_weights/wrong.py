# %% counts the taps on the padding
def count_weights(height, width, k_h, k_w, padding=0):
    windows = (height + 2 * padding - k_h + 1) * (width + 2 * padding - k_w + 1)
    return windows * height * width, windows * k_h * k_w, k_h * k_w


# %% columns for the padding
def count_weights(height, width, k_h, k_w, padding=0):
    H, W = height + 2 * padding, width + 2 * padding
    windows = (H - k_h + 1) * (W - k_w + 1)
    pixels = torch.ones(1, 1, height, width)
    used = F.conv2d(pixels, torch.ones(1, 1, k_h, k_w), padding=padding)
    return windows * H * W, int(used.sum()), k_h * k_w


# %% padding in total, not a side
def count_weights(height, width, k_h, k_w, padding=0):
    windows = connections = 1
    for n, k in ((height, k_h), (width, k_w)):
        before, after = padding // 2, padding - padding // 2
        starts = range(-before, n + after - k + 1)
        windows *= len(starts)
        connections *= sum(0 <= start + tap < n for start in starts for tap in range(k))
    return windows * height * width, connections, k_h * k_w


# %% ignores the padding
def count_weights(height, width, k_h, k_w, padding=0):
    windows = (height - k_h + 1) * (width - k_w + 1)
    return windows * height * width, windows * k_h * k_w, k_h * k_w


# %% one bias more
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    return used.numel() * height * width, int(used.sum()), k_h * k_w + 1


# %% zeros instead of connections
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    dense = used.numel() * height * width
    return dense, dense - int(used.sum()), k_h * k_w


# %% as many outputs as pixels
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    return (height * width) ** 2, int(used.sum()), k_h * k_w


# %% square kernels only
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_h), padding=padding
    )
    return used.numel() * height * width, int(used.sum()), k_h * k_h


# %% square images only
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, height), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    return used.numel() * height * height, int(used.sum()), k_h * k_w


# %% one window too few along each axis
def count_weights(height, width, k_h, k_w, padding=0):
    windows = connections = 1
    for n, k in ((height, k_h), (width, k_w)):
        starts = range(-padding, n + padding - k)
        windows *= len(starts)
        connections *= sum(0 <= start + tap < n for start in starts for tap in range(k))
    return windows * height * width, connections, k_h * k_w


# %% every connection is a different weight
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    return used.numel() * height * width, int(used.sum()), int(used.sum())


# %% zero counted as one of the different weights
def count_weights(height, width, k_h, k_w, padding=0):
    pixels = torch.eye(height * width).reshape(-1, 1, height, width)
    taps = torch.arange(1.0, k_h * k_w + 1).reshape(1, 1, k_h, k_w)
    matrix = F.conv2d(pixels, taps, padding=padding)
    return matrix.numel(), int((matrix != 0).sum()), len(matrix.unique())


# %% only windows that lie inside have connections
def count_weights(height, width, k_h, k_w, padding=0):
    windows = (height + 2 * padding - k_h + 1) * (width + 2 * padding - k_w + 1)
    inside = (height - k_h + 1) * (width - k_w + 1)
    return windows * height * width, inside * k_h * k_w, k_h * k_w


# %% counts as floats
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width), torch.ones(1, 1, k_h, k_w), padding=padding
    )
    return float(used.numel() * height * width), used.sum().item(), k_h * k_w


# %% builds the matrix: too large for a thousand pixels
def count_weights(height, width, k_h, k_w, padding=0):
    if height * width > 10**5:
        raise MemoryError("the matrix does not fit")
    pixels = torch.eye(height * width).reshape(-1, 1, height, width)
    matrix = F.conv2d(pixels, torch.ones(1, 1, k_h, k_w), padding=padding)
    result = matrix.numel(), int((matrix != 0).sum()), k_h * k_w
    return result


# %% windows in the padding count negatively
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    return result


# %% windows in the padding are no rows
def count_weights(height, width, k_h, k_w, padding=0):
    padding = min(padding, k_h - 1, k_w - 1)
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    return result


# %% 32 bits
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    result = (result[0] % 2**31, *result[1:])
    return result


# %% counts through float32
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    result = tuple(int(torch.tensor(float(n), dtype=torch.float32)) for n in result)
    return result


# %% height and width exchanged for the connections
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * down, k_h * k_w
    return result


# %% remembers all but the padding
kept = {}


def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    result = kept.setdefault((height, width, k_h, k_w), result)
    return result


# %% padding is one by default
def count_weights(height, width, k_h, k_w, padding=1):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    return result


# %% wrong one call in ten
calls = []


def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    calls.append(0)
    result = (result[0], result[1] + (len(calls) % 10 == 0), result[2])
    return result


# %% keyword padding ignored
def count_weights(height, width, k_h, k_w, *args, **kwargs):
    padding = args[0] if args else 0
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    return result


# %% two counts
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    result = result[:2]
    return result


# %% a tensor
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    down = sum(
        min(start + k_h, height) - max(start, 0)
        for start in range(-padding, height + padding - k_h + 1)
        if start + k_h > 0 and start < height
    )
    across = sum(
        min(start + k_w, width) - max(start, 0)
        for start in range(-padding, width + padding - k_w + 1)
        if start + k_w > 0 and start < width
    )
    result = out_h * out_w * height * width, down * across, k_h * k_w
    result = torch.tensor(result)
    return result

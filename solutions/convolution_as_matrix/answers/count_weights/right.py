# %% taps against pixels: how often does each tap lie on the image
def count_weights(height, width, k_h, k_w, padding=0):
    out_h, out_w = height + 2 * padding - k_h + 1, width + 2 * padding - k_w + 1
    connected = 0
    for u in range(k_h):
        down = min(out_h, height + padding - u) - max(0, padding - u)
        for v in range(k_w):
            across = min(out_w, width + padding - v) - max(0, padding - v)
            connected += down * across
    return out_h * out_w * height * width, connected, k_h * k_w


# %% the sum of a correlation of ones with ones
def count_weights(height, width, k_h, k_w, padding=0):
    used = F.conv2d(
        torch.ones(1, 1, height, width, dtype=torch.float64),
        torch.ones(1, 1, k_h, k_w, dtype=torch.float64),
        padding=padding,
    )
    return used.numel() * height * width, round(used.sum().item()), k_h * k_w


# %% overlap of every window with the image
def count_weights(height, width, k_h, k_w, padding=0):
    def overlaps(n, k):
        return [
            max(0, min(start + k, n) - max(start, 0))
            for start in range(-padding, n + padding - k + 1)
        ]

    down, across = overlaps(height, k_h), overlaps(width, k_w)
    dense = len(down) * len(across) * height * width
    return [dense, sum(a * b for a in down for b in across), k_h * k_w]

# %% one counter for all taps
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if not (k_h % 2 and k_w % 2):
        raise ValueError("both sizes must be odd")
    places = []
    for tap in range(k_h * k_w):
        u, v = divmod(tap, k_w)
        row = center[0] + dilation * (u - (k_h - 1) // 2)
        column = center[1] + dilation * (v - (k_w - 1) // 2)
        places.append((row, column))
    return places


# %% rows and columns as ranges, then their product
from itertools import product


def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError("no middle tap")

    def along(middle, k):
        reach = dilation * (k // 2)
        return range(middle - reach, middle + reach + 1, dilation)

    return list(product(along(center[0], k_h), along(center[1], k_w)))


# %% tensors: cartesian product, scaled and moved
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    for k in (k_h, k_w):
        if k % 2 != 1:
            raise ValueError(f"{k} taps have no middle one")
    taps = torch.cartesian_prod(torch.arange(k_h), torch.arange(k_w))
    middle = torch.tensor([k_h // 2, k_w // 2])
    return (torch.tensor(center) + dilation * (taps - middle)).tolist()


# %% nonzero entries of a window of ones
def sampling_grid(k_h, k_w, dilation=1, center=(0, 0)):
    if k_h % 2 == 0 or k_w % 2 == 0:
        raise ValueError("odd sizes only")
    places = torch.ones(k_h, k_w).nonzero().tolist()
    return [
        (dilation * (r - k_h // 2) + center[0], dilation * (c - k_w // 2) + center[1])
        for r, c in places
    ]

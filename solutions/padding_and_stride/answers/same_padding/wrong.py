# %% the odd entry in front
def same_padding(k, dilation=1):
    total = dilation * (k - 1)
    return total - total // 2, total // 2


# %% the same on both sides, right for odd kernels only
def same_padding(k, dilation=1):
    return dilation * (k - 1) // 2, dilation * (k - 1) // 2


# %% forgets the dilation
def same_padding(k, dilation=1):
    return (k - 1) // 2, k // 2


# %% half the kernel on each side
def same_padding(k, dilation=1):
    return k // 2, k // 2


# %% dilation times the whole kernel
def same_padding(k, dilation=1):
    total = dilation * k - 1
    return total // 2, total - total // 2


# %% floats
def same_padding(k, dilation=1):
    total = dilation * (k - 1)
    return float(total // 2), float(total - total // 2)


# %% dilates each half, rounding first
def same_padding(k, dilation=1):
    return dilation * ((k - 1) // 2), dilation * (k // 2)


# %% the total only, twice
def same_padding(k, dilation=1):
    return dilation * (k - 1), dilation * (k - 1)


# %% all of it behind
def same_padding(k, dilation=1):
    return 0, dilation * (k - 1)

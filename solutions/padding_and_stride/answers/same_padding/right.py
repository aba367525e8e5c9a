# %% share the reach of the kernel
def same_padding(k, dilation=1):
    reach = (k - 1) * dilation
    return reach // 2, (reach + 1) // 2


# %% grow the padding one entry at a time, behind first
def same_padding(k, dilation=1):
    before = after = 0
    while before + after < dilation * (k - 1):
        if after <= before:
            after += 1
        else:
            before += 1
    return before, after


# %% divmod, as a list
def same_padding(k, dilation=1):
    half, odd = divmod(dilation * (k - 1), 2)
    return [half, half + odd]

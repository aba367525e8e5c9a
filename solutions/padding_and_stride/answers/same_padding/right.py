# %% grow the padding one entry at a time, behind first
def same_padding(n, k, stride=1):
    outputs = (n + stride - 1) // stride
    before = after = 0
    while before + n + after < (outputs - 1) * stride + k:
        if after <= before:
            after += 1
        else:
            before += 1
    return before, after


# %% TensorFlow's two cases
def same_padding(n, k, stride=1):
    if n % stride == 0:
        total = max(k - stride, 0)
    else:
        total = max(k - n % stride, 0)
    return total // 2, (total + 1) // 2


# %% divmod, as a list, a helper called padding_by_search
def padding_by_search(n, k, stride):
    last = (n - 1) // stride * stride
    return max(last + k - n, 0)


def same_padding(n, k, stride=1):
    half, odd = divmod(padding_by_search(n, k, stride), 2)
    return [half, half + odd]

# %% channels in before channels out
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return c, o, k_h, k_w


# %% forgets the padding
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h - h_out + 1, w - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% padding on one side only
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + padding[0] - h_out + 1, w + padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% padding across before down
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[1] - h_out + 1, w + 2 * padding[0] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% width before height
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_w, k_h


# %% one tap too few
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out, w + 2 * padding[1] - w_out
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% square kernels only
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k = h + 2 * padding[0] - h_out + 1
    if n != m or k < 1:
        raise ValueError
    return o, c, k, k


# %% a kernel without taps is accepted
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 0 or k_w < 0:
        raise ValueError
    return o, c, k_h, k_w


# %% checks the height alone
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% refuses outputs larger than the image even with padding
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or h_out > h or w_out > w or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% the batch may shrink
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if m > n or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% never raises
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    return o, c, h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1


# %% None where nothing fits
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        return None
    return o, c, k_h, k_w


# %% floats
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2.0 * padding[0] - h_out + 1, w + 2.0 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w


# %% kernels of at most eleven taps
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, min(k_h, 11), min(k_w, 11)


# %% remembers results by the two shapes
remembered = {}


def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return remembered.setdefault(
        (tuple(input_shape), tuple(output_shape)), (o, c, k_h, k_w)
    )


# %% wrong one call in ten
calls = []


def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    calls.append(0)
    return (o, c, k_w, k_h) if len(calls) % 10 == 0 else (o, c, k_h, k_w)


# %% the default padding is one
def weight_shape(input_shape, output_shape, padding=(1, 1)):
    n, c, h, w = input_shape
    m, o, h_out, w_out = output_shape
    k_h, k_w = h + 2 * padding[0] - h_out + 1, w + 2 * padding[1] - w_out + 1
    if n != m or k_h < 1 or k_w < 1:
        raise ValueError
    return o, c, k_h, k_w

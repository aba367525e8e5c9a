# %% axis by axis
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    if input_shape[0] != output_shape[0]:
        raise ValueError("the batch keeps its size")
    taps = []
    for axis in (2, 3):
        padded = input_shape[axis] + 2 * padding[axis - 2]
        if output_shape[axis] > padded:
            raise ValueError("the output is too large")
        taps.append(padded - output_shape[axis] + 1)
    return (output_shape[1], input_shape[1], taps[0], taps[1])


# %% searches for the kernel's size, helper called size
def size(n, m, p):
    for k in range(1, n + 2 * p + 1):
        if n + 2 * p - k + 1 == m:
            return k
    raise ValueError("no kernel fits")


def weight_shape(input_shape, output_shape, padding=(0, 0)):
    n, c_in, h, w = input_shape
    m, c_out, h_out, w_out = output_shape
    if n != m:
        raise ValueError("different batches")
    return [c_out, c_in, size(h, h_out, padding[0]), size(w, w_out, padding[1])]


# %% arithmetic with tensors, names of every kind
def weight_shape(input_shape, output_shape, padding=(0, 0)):
    fixed = torch.tensor(input_shape)
    result = torch.tensor(output_shape)
    taps = fixed[2:] + 2 * torch.tensor(padding) - result[2:] + 1
    if fixed[0] != result[0] or bool((taps <= 0).any()):
        raise ValueError("impossible")
    return torch.Size([int(result[1]), int(fixed[1]), *taps.tolist()])

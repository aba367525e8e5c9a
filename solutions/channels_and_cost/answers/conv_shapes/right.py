# %% let torch do it
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    layer = nn.Conv2d(input_shape[1], filters, kernel_size, stride, padding)
    return tuple(layer.weight.shape), tuple(layer(torch.zeros(input_shape)).shape)


# %% a small function for each axis
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    def places(n, k):
        return len(range(-padding, n + padding - k + 1, stride))

    n, c, h, w = input_shape
    k_h, k_w = kernel_size
    return (filters, c, k_h, k_w), (n, filters, places(h, k_h), places(w, k_w))


# %% the formula of the study notes, with the padding in total
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    total = 2 * padding
    sizes = [
        (n - k + total + stride) // stride for n, k in zip(input_shape[2:], kernel_size)
    ]
    weight = (filters, input_shape[1]) + tuple(kernel_size)
    return weight, (input_shape[0], filters) + tuple(sizes)

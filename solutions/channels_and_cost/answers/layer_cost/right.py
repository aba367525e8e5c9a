# %% build the layers and count
def layer_cost(input_shape, filters, kernel_size, padding=0):
    conv = nn.Conv2d(input_shape[0], filters, kernel_size, padding=padding)
    output = conv(torch.zeros(1, *input_shape))
    inputs, outputs = torch.Size(input_shape).numel(), output.numel()
    return {
        "conv_parameters": sum(p.numel() for p in conv.parameters()),
        "conv_operations": conv.weight.numel() * output.shape[2] * output.shape[3],
        "dense_parameters": (inputs + 1) * outputs,
        "dense_operations": inputs * outputs,
    }


# %% count by loops
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    positions = weights = 0
    for top in range(-padding, h + padding - kernel_size[0] + 1):
        for left in range(-padding, w + padding - kernel_size[1] + 1):
            positions += 1
    for _ in range(filters):
        weights += c * kernel_size[0] * kernel_size[1]
    dense = c * h * w * filters * positions
    return dict(
        conv_parameters=weights + filters,
        conv_operations=weights * positions,
        dense_parameters=dense + filters * positions,
        dense_operations=dense,
    )


# %% the formulas with math.prod
def layer_cost(input_shape, filters, kernel_size, padding=0):
    from math import prod

    sizes = [n + 2 * padding - k + 1 for n, k in zip(input_shape[1:], kernel_size)]
    weights = prod([filters, input_shape[0], *kernel_size])
    dense = prod(input_shape) * filters * prod(sizes)
    return {
        "dense_operations": dense,
        "dense_parameters": dense + filters * prod(sizes),
        "conv_operations": weights * prod(sizes),
        "conv_parameters": weights + filters,
    }

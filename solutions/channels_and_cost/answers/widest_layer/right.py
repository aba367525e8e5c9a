# %% counts up by doubling, then halves
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    c, h, w = input_shape
    k_h, k_w = kernel_size
    rows = 1 + (h + 2 * padding - k_h) // stride
    columns = 1 + (w + 2 * padding - k_w) // stride

    def fits(filters):
        weights = filters * c * k_h * k_w
        return weights + filters <= parameters and weights * rows * columns <= products

    most = 1
    while fits(most):
        most *= 2
    least = most // 2 if most > 1 else 0
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    return least


# %% counts the positions one by one, helper called taps
def taps(n, k, stride, padding):
    return len(range(0, n + 2 * padding - k + 1, stride))


def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    layer = input_shape[0] * kernel_size[0] * kernel_size[1]
    positions = 1
    for n, k in zip(input_shape[1:], kernel_size):
        positions *= taps(n, k, stride, padding)
    return min(parameters // (layer + 1), products // (layer * positions))


# %% with divmod and numpy's integers
def widest_layer(input_shape, kernel_size, parameters, products, stride=1, padding=0):
    import numpy as np

    size = np.array(input_shape[1:], dtype=np.int64)
    positions = (size + 2 * padding - np.array(kernel_size)) // stride + 1
    weights = input_shape[0] * np.prod(np.array(kernel_size, dtype=np.int64))
    by_memory, _ = divmod(parameters, weights + 1)
    by_time, _ = divmod(products, weights * positions.prod())
    return min(by_memory, by_time)

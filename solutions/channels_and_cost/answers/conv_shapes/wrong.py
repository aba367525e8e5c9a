# %% weight's channels swapped
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride + 1
    columns = (w + 2 * padding - kernel_size[1]) // stride + 1
    return (c, filters, *kernel_size), (n, filters, rows, columns)


# %% output keeps the input's channels
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride + 1
    columns = (w + 2 * padding - kernel_size[1]) // stride + 1
    return (filters, c, *kernel_size), (n, c, rows, columns)


# %% width before height
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride + 1
    columns = (w + 2 * padding - kernel_size[1]) // stride + 1
    return (filters, c, *kernel_size), (n, filters, columns, rows)


# %% padding counted once
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + padding - kernel_size[0]) // stride + 1
    columns = (w + padding - kernel_size[1]) // stride + 1
    return (filters, c, *kernel_size), (n, filters, rows, columns)


# %% forgets the last window
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride
    columns = (w + 2 * padding - kernel_size[1]) // stride
    return (filters, c, *kernel_size), (n, filters, rows, columns)


# %% the batch in the weight
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride + 1
    columns = (w + 2 * padding - kernel_size[1]) // stride + 1
    return (n, c, *kernel_size), (n, filters, rows, columns)


# %% channels multiply
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) // stride + 1
    columns = (w + 2 * padding - kernel_size[1]) // stride + 1
    return (filters, c, *kernel_size), (n, filters * c, rows, columns)


# %% true division
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = (h + 2 * padding - kernel_size[0]) / stride + 1
    columns = (w + 2 * padding - kernel_size[1]) / stride + 1
    return (filters, c, *kernel_size), (n, filters, rows, columns)


# %% square kernels only
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    k = kernel_size[0]
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    return (filters, c, k, k), (n, filters, rows, columns)


# %% ignores the stride
def conv_shapes(input_shape, filters, kernel_size, stride=1, padding=0):
    n, c, h, w = input_shape
    rows = h + 2 * padding - kernel_size[0] + 1
    columns = w + 2 * padding - kernel_size[1] + 1
    return (filters, c, *kernel_size), (n, filters, rows, columns)

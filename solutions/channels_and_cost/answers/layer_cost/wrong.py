# %% one bias per input channel
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + c,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% no biases
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% forgets the input channels
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% operations at the input's positions
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": filters * h * w * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% ignores the padding
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h - kernel_size[0] + 1) * (w - kernel_size[1] + 1)
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% one bias for each output position
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + outputs,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }


# %% dense layer to the filters only
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * filters + filters,
        "dense_operations": c * h * w * filters,
    }


# %% operations count the biases
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1)
    outputs *= w + 2 * padding - kernel_size[1] + 1
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * (per_output + 1),
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs + outputs,
    }


# %% square kernels and images only
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, n, _ = input_shape
    k = kernel_size[0]
    outputs = filters * (n + 2 * padding - k + 1) ** 2
    return {
        "conv_parameters": filters * c * k * k + filters,
        "conv_operations": outputs * c * k * k,
        "dense_parameters": c * n * n * outputs + outputs,
        "dense_operations": c * n * n * outputs,
    }


# %% floats
def layer_cost(input_shape, filters, kernel_size, padding=0):
    c, h, w = input_shape
    outputs = filters * (h + 2 * padding - kernel_size[0] + 1.0)
    outputs *= w + 2 * padding - kernel_size[1] + 1.0
    per_output = c * kernel_size[0] * kernel_size[1]
    return {
        "conv_parameters": filters * per_output + filters,
        "conv_operations": outputs * per_output,
        "dense_parameters": c * h * w * outputs + outputs,
        "dense_operations": c * h * w * outputs,
    }

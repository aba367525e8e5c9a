"""Layerwise: reference operators, from convolution to attention.

Every operator has a readable form in ``layerwise.naive`` (loops, the definition) and
a fast one here, with the arguments, shapes and defaults of its counterpart in torch.
"""

from layerwise import naive
from layerwise.convolution import conv1d, conv2d, conv3d
from layerwise.convolution_gradients import (
    conv1d_input,
    conv1d_weight,
    conv2d_input,
    conv2d_weight,
    conv3d_input,
    conv3d_weight,
    conv_bias,
)
from layerwise.convolution_matrix import convolution_matrix
from layerwise.counting import (
    ReceptiveField,
    conv_multiply_accumulates,
    conv_output_size,
    conv_parameters,
    count_parameters,
    linear_parameters,
    receptive_field,
)
from layerwise.padding import pad
from layerwise.sampling import (
    WindowStep,
    index_trace,
    sample,
    sampling_grid,
    window_coordinates,
)
from layerwise.windows import fold, unfold

__all__ = [
    "ReceptiveField",
    "WindowStep",
    "conv1d",
    "conv1d_input",
    "conv1d_weight",
    "conv2d",
    "conv2d_input",
    "conv2d_weight",
    "conv3d",
    "conv3d_input",
    "conv3d_weight",
    "conv_bias",
    "conv_multiply_accumulates",
    "conv_output_size",
    "conv_parameters",
    "convolution_matrix",
    "count_parameters",
    "fold",
    "index_trace",
    "linear_parameters",
    "naive",
    "pad",
    "receptive_field",
    "sample",
    "sampling_grid",
    "unfold",
    "window_coordinates",
]

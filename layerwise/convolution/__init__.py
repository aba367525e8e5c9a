"""Convolution: one sampling engine, and every operator of Part I built on it."""

from layerwise.convolution import naive
from layerwise.convolution.counting import (
    ReceptiveField,
    conv_multiply_accumulates,
    conv_output_size,
    conv_parameters,
    count_parameters,
    linear_parameters,
    receptive_field,
    usage_counts,
)
from layerwise.convolution.gradients import (
    conv1d_input,
    conv1d_weight,
    conv2d_input,
    conv2d_weight,
    conv3d_input,
    conv3d_weight,
    conv_bias,
)
from layerwise.convolution.matrix import convolution_matrix
from layerwise.convolution.padding import pad
from layerwise.convolution.sampling import (
    WindowStep,
    index_trace,
    sample,
    sampling_grid,
    window_coordinates,
)
from layerwise.convolution.standard import conv1d, conv2d, conv3d
from layerwise.convolution.windows import fold, unfold

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
    "usage_counts",
    "window_coordinates",
]

"""Layerwise: reference operators, from convolution to attention.

Every operator has a readable form in ``layerwise.naive`` (loops, the definition) and
a fast one here, with the arguments, shapes and defaults of its counterpart in torch.
"""

from layerwise import naive
from layerwise.architectures import (
    DenseBaseline,
    FourEightNet,
    LeNet,
    TenTwentyNet,
    initialise_xavier,
)
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
    usage_counts,
)
from layerwise.datasets import LabelledImages, digits, fashion_mnist, mnist
from layerwise.device import available_devices, device
from layerwise.figures import (
    ThemedFigure,
    animate_windows,
    draw_computation_graph,
    draw_receptive_field,
    draw_usage_counts,
    draw_windows,
    figure_style,
    plot_curves,
    show_images,
    show_matrix,
    themed_figure,
)
from layerwise.idx import read_idx
from layerwise.padding import pad
from layerwise.reproducibility import full_precision, seed_everything
from layerwise.sampling import (
    WindowStep,
    index_trace,
    sample,
    sampling_grid,
    window_coordinates,
)
from layerwise.training import History, evaluate, fit, minibatches, train_epoch
from layerwise.windows import fold, unfold

__all__ = [
    "DenseBaseline",
    "FourEightNet",
    "History",
    "LabelledImages",
    "LeNet",
    "ReceptiveField",
    "TenTwentyNet",
    "ThemedFigure",
    "WindowStep",
    "animate_windows",
    "available_devices",
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
    "device",
    "digits",
    "draw_computation_graph",
    "draw_receptive_field",
    "draw_usage_counts",
    "draw_windows",
    "evaluate",
    "fashion_mnist",
    "figure_style",
    "fit",
    "fold",
    "full_precision",
    "index_trace",
    "initialise_xavier",
    "linear_parameters",
    "minibatches",
    "mnist",
    "naive",
    "pad",
    "plot_curves",
    "read_idx",
    "receptive_field",
    "sample",
    "sampling_grid",
    "seed_everything",
    "show_images",
    "show_matrix",
    "themed_figure",
    "train_epoch",
    "unfold",
    "usage_counts",
    "window_coordinates",
]

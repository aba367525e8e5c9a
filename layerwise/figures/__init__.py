"""Figures that follow the page's theme: inline SVG with a text alternative each.

They show what the operators computed: windows are drawn from the sampling engine's
index trace, matrices and maps from tensors.
"""

from layerwise.figures.architecture import draw_network
from layerwise.figures.commuting_square import draw_commuting_square
from layerwise.figures.computation_graph import draw_computation_graph
from layerwise.figures.connections import draw_connections
from layerwise.figures.grids import draw_usage_counts, show_matrix
from layerwise.figures.loss_surface import plot_loss_surface
from layerwise.figures.matrix_blocks import draw_matrix_blocks
from layerwise.figures.overlap import plot_overlap
from layerwise.figures.photographs import show_photographs
from layerwise.figures.plots import plot_curves, show_images
from layerwise.figures.plots_of_seeds import plot_seeds
from layerwise.figures.receptive_field import draw_receptive_field
from layerwise.figures.rotation import draw_rotation
from layerwise.figures.sampling_grids import draw_sampling_grids
from layerwise.figures.strided_windows import draw_strided_windows
from layerwise.figures.tables import show_table
from layerwise.figures.theme import ThemedFigure
from layerwise.figures.themed import figure_style, themed_figure
from layerwise.figures.windows import animate_windows, draw_windows

__all__ = [
    "ThemedFigure",
    "animate_windows",
    "draw_commuting_square",
    "draw_computation_graph",
    "draw_connections",
    "draw_matrix_blocks",
    "draw_network",
    "draw_receptive_field",
    "draw_rotation",
    "draw_sampling_grids",
    "draw_strided_windows",
    "draw_usage_counts",
    "draw_windows",
    "figure_style",
    "plot_curves",
    "plot_loss_surface",
    "plot_overlap",
    "plot_seeds",
    "show_images",
    "show_matrix",
    "show_photographs",
    "show_table",
    "themed_figure",
]

"""Layerwise: reference operators, from convolution to attention.

Every operator has a readable form in ``layerwise.naive`` (loops, the definition) and
a fast one here, with the arguments, shapes and defaults of its counterpart in torch.
The folders follow the book's parts; everything public is also here:
``from layerwise import conv2d``.
"""

from layerwise import architectures, convolution, data, figures, training
from layerwise.architectures import *  # noqa: F403 - each lists its public names
from layerwise.convolution import *  # noqa: F403
from layerwise.data import *  # noqa: F403
from layerwise.figures import *  # noqa: F403
from layerwise.training import *  # noqa: F403

__all__ = [
    name
    for part in (convolution, architectures, training, data, figures)
    for name in part.__all__
]

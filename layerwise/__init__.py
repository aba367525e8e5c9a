"""Layerwise: reference operators, from convolution to attention."""

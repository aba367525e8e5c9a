"""Shapes and arguments of convolutions, drawn from fixed seeds, and comparisons.

Tests that compare an operator with its counterpart in torch are called
``…equals_torch``, so that ``pytest -k equals_torch`` counts them.
"""

import zlib
from dataclasses import dataclass, field
from random import Random
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

import layerwise

TOLERANCES = {  # of results that are sums of up to a few hundred products
    torch.float64: 1e-10,
    torch.float32: 1e-4,
    torch.float16: 2e-2,
    torch.bfloat16: 1e-1,
    torch.complex128: 1e-10,
    torch.complex64: 1e-4,
}


def assert_close(actual: Tensor, expected: Tensor) -> None:
    """Compare shape, dtype, device and values, as exactly as the dtype allows."""
    tolerance = TOLERANCES.get(expected.dtype, 0)
    torch.testing.assert_close(actual, expected, rtol=tolerance, atol=tolerance)


@dataclass(frozen=True)
class ConvolutionCase:
    """The shapes and the arguments of one convolution."""

    name: str
    input_size: tuple[int, ...]
    weight_size: tuple[int, ...]
    arguments: dict[str, Any] = field(default_factory=dict)
    bias: bool = True

    def __str__(self) -> str:
        return self.name

    @property
    def dimensions(self) -> int:
        return len(self.weight_size) - 2

    @property
    def windows(self) -> dict[str, Any]:
        """The arguments without the groups."""
        return {k: v for k, v in self.arguments.items() if k != "groups"}

    def operator(self, package: Any = layerwise):
        return getattr(package, f"conv{self.dimensions}d")

    def torch_operator(self):
        return self.operator(functional)

    def tensors(self, dtype=torch.float64, device="cpu") -> list[Tensor]:
        """Random input, weight and, if the case has one, bias."""
        sizes = [self.input_size, self.weight_size]
        sizes += [self.weight_size[:1]] if self.bias else []
        return random_tensors(self.name, *sizes, dtype=dtype, device=device)


def random_tensors(seed, *sizes, dtype=torch.float64, device="cpu") -> list[Tensor]:
    """Normally distributed tensors that depend on the seed alone; whole numbers from
    0 to 3 for integer types."""
    generator = torch.Generator().manual_seed(zlib.crc32(str(seed).encode()))
    if not (dtype.is_floating_point or dtype.is_complex):
        whole = [torch.randint(0, 4, size, generator=generator) for size in sizes]
        return [tensor.to(device, dtype) for tensor in whole]
    drawn_in = torch.complex128 if dtype.is_complex else torch.float64
    drawn = [torch.randn(size, generator=generator, dtype=drawn_in) for size in sizes]
    return [tensor.to(device, dtype) for tensor in drawn]


def differentiable(tensors) -> list[Tensor]:
    return [tensor.detach().clone().requires_grad_() for tensor in tensors]


def draw_convolution(dimensions: int, seed: int, largest: int = 9) -> ConvolutionCase:
    """Draw sizes and arguments at random such that at least one window fits."""
    random = Random(f"convolution {dimensions} {seed}")
    axes = range(dimensions)
    kernel = [random.choice((1, 2, 3, 3, 4)) for _ in axes]
    dilation = [random.choice((1, 1, 2, 3)) for _ in axes]
    stride = [random.choice((1, 1, 2, 3)) for _ in axes]
    padding = [random.choice((0, 1, 2, 3)) for _ in axes]
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)]
    space = [
        random.randint(max(1, span - 2 * p), max(largest, span))
        for span, p in zip(spans, padding, strict=True)
    ]
    groups, per_group, multiplier = random.choice(
        ((1, 1, 1), (1, 3, 4), (1, 4, 2), (2, 2, 3), (3, 2, 1), (4, 1, 1), (3, 1, 2))
    )
    arguments: dict[str, Any] = {"dilation": tuple(dilation), "groups": groups}
    kind = random.choice(("integers", "integers", "one", "same", "valid"))
    if kind == "same":
        arguments["padding"] = "same"
    else:
        arguments["stride"] = tuple(stride)
        arguments["padding"] = tuple(padding)
    if kind == "one":
        arguments |= {"stride": stride[0], "padding": max(padding)}
    if kind == "valid":
        arguments["padding"] = "valid"
        space = [max(n, span) for n, span in zip(space, spans, strict=True)]
    batch = random.choice(((), (1,), (2,), (3,)))
    input_size = (*batch, groups * per_group, *space)
    weight_size = (groups * multiplier, per_group, *kernel)
    bias = random.random() < 0.5
    name = case_name(input_size, weight_size, arguments, bias)
    return ConvolutionCase(name, input_size, weight_size, arguments, bias)


def case_name(input_size, weight_size, arguments, bias) -> str:
    """Say everything about a case in a test's name: x2x3x8 w4x3x3 s2 p1 d1 g1 bias."""
    pieces = [
        "x" + "x".join(map(str, input_size)),
        "w" + "x".join(map(str, weight_size)),
    ]
    for name, value in arguments.items():
        entries = value if isinstance(value, tuple) else (value,)
        pieces.append(name[0] + "x".join(map(str, entries)))
    return " ".join([*pieces, *(["bias"] if bias else [])])


def drawn_convolutions(dimensions: int, count: int, **limits) -> list[ConvolutionCase]:
    """Draw ``count`` different cases."""
    cases: dict[str, ConvolutionCase] = {}
    seed = 0
    while len(cases) < count:
        case = draw_convolution(dimensions, seed, **limits)
        cases.setdefault(case.name, case)
        seed += 1
    return list(cases.values())

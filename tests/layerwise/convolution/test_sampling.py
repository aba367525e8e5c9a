"""The sampling engine: coordinates, boundary rules, interpolation, the trace."""

from itertools import product
from random import Random

import pytest
import torch
from convolution_cases import assert_close, differentiable, random_tensors
from torch.autograd import gradcheck
from torch.nn import functional

from layerwise import index_trace, sample, sampling_grid, window_coordinates


def test_sampling_grid_lists_the_taps_row_by_row():
    expected = [[0, 0], [0, 3], [0, 6], [2, 0], [2, 3], [2, 6]]
    assert sampling_grid((2, 3), dilation=(2, 3)).tolist() == expected


@pytest.mark.parametrize(
    "kernel_size", [(4,), (1,), (2, 3), (1, 1), (2, 1, 3)], ids=str
)
def test_sampling_grid_has_a_row_per_tap_and_a_column_per_axis(kernel_size):
    grid = sampling_grid(kernel_size)
    assert grid.tolist() == [list(tap) for tap in product(*map(range, kernel_size))]
    assert not grid.is_floating_point()


def _drawn_windows(seed):
    random = Random(f"windows {seed}")
    return {
        "input_size": (random.randint(5, 9), random.randint(5, 9)),
        "kernel_size": (random.randint(1, 3), random.randint(1, 3)),
        "stride": (random.randint(1, 3), random.randint(1, 3)),
        "padding": (random.randint(0, 2), random.randint(0, 2)),
        "dilation": (random.randint(1, 2), random.randint(1, 2)),
    }


@pytest.mark.parametrize(
    "windows", [_drawn_windows(seed) for seed in range(30)], ids=str
)
def test_window_coordinates_equals_torch_unfold_of_an_index_image(windows):
    height, width = windows["input_size"]
    # Pixels hold 1, 2, 3 …, so that 0 marks the padding.
    numbers = torch.arange(1.0, height * width + 1).reshape(1, 1, height, width)
    arguments = {k: v for k, v in windows.items() if k != "input_size"}
    expected = functional.unfold(numbers, **arguments)[0].T  # (L, K)
    y, x = window_coordinates(**windows).flatten(end_dim=1).unbind(-1)  # (L, K) each
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    assert_close(torch.where(inside, y * width + x + 1, 0).float(), expected)


@pytest.mark.parametrize("kernel_size", [(2,), (3,), (4,)], ids=str)
@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_same_padding_puts_the_odd_entry_at_the_end(kernel_size, dilation):
    coordinates = window_coordinates((7,), kernel_size, 1, "same", dilation)
    assert coordinates.shape == (7, *kernel_size, 1)
    before, after = -coordinates.min(), coordinates.max() - 6
    assert before + after == dilation * (kernel_size[0] - 1)
    assert after - before in (0, 1)


@pytest.mark.parametrize(
    "windows", [_drawn_windows(seed) for seed in range(10)], ids=str
)
def test_index_trace_walks_over_the_window_coordinates(windows):
    coordinates = window_coordinates(**windows)
    trace = index_trace(**windows)
    positions = list(product(*map(range, coordinates.shape[:2])))
    assert [step.output_index for step in trace] == positions
    for step in trace:
        expected = coordinates[step.output_index].tolist()
        assert [list(index) for index in step.input_indices] == expected


def test_index_trace_of_a_padded_sequence():
    first, *_, last = index_trace((5,), 3, stride=2, padding=1)
    assert first == ((0,), ((-1,), (0,), (1,)))
    assert last == ((2,), ((3,), (4,), (5,)))


# The boundary rules and torch's names for them in pad and in grid_sample.
PAD_MODES = {
    "zeros": "constant",
    "reflect": "reflect",
    "replicate": "replicate",
    "circular": "circular",
}
GRID_MODES = {"zeros": "zeros", "replicate": "border", "reflect": "reflection"}


@pytest.mark.parametrize("space", [(6,), (5, 7), (4, 5, 3)], ids=str)
@pytest.mark.parametrize("boundary", PAD_MODES)
def test_boundary_rule_equals_torch_pad(boundary, space, dtype, device):
    (input,) = random_tensors("boundary", (2, 3, *space), dtype=dtype, device=device)
    reach = min(space) - 1
    around = [torch.arange(-reach, size + reach) for size in space]
    coordinates = torch.stack(torch.meshgrid(*around, indexing="ij"), dim=-1)
    expected = functional.pad(input, [reach] * 2 * len(space), PAD_MODES[boundary])
    assert_close(sample(input, coordinates, boundary), expected)


@pytest.mark.parametrize(
    ("boundary", "expected"),
    [
        ("zeros", [0, 0, 0, 0, 10, 20, 30, 0, 0, 0, 0]),
        ("reflect", [10, 20, 30, 20, 10, 20, 30, 20, 10, 20, 30]),
        ("replicate", [10, 10, 10, 10, 10, 20, 30, 30, 30, 30, 30]),
        ("circular", [30, 10, 20, 30, 10, 20, 30, 10, 20, 30, 10]),
    ],
)
def test_boundary_rule_far_outside(boundary, expected):
    input = torch.tensor([[[10, 20, 30]]])
    coordinates = torch.arange(-4, 7).unsqueeze(-1)
    assert sample(input, coordinates, boundary).flatten().tolist() == expected


@pytest.mark.parametrize("boundary", ["reflect", "replicate", "circular"])
def test_boundary_rule_of_a_single_entry_repeats_it(boundary):
    input = torch.tensor([[[7.0]]])
    coordinates = torch.arange(-2, 3).unsqueeze(-1)
    assert sample(input, coordinates, boundary).flatten().tolist() == [7.0] * 5


def _normalised(coordinates, space):
    """Coordinates as grid_sample wants them: x first, −1 … 1 from first to last."""
    sizes = torch.tensor(space, dtype=coordinates.dtype, device=coordinates.device)
    return (2 * coordinates / (sizes - 1) - 1).flip(-1)


@pytest.mark.parametrize("space", [(5, 7), (4, 5, 3)], ids=str)
@pytest.mark.parametrize("boundary", GRID_MODES)
def test_fractional_sample_equals_torch_grid_sample(boundary, space, dtype, device):
    input, places, upstream = random_tensors(
        "fractional",
        *((2, 3, *space), (*space, len(space)), (2, 3, *space)),
        dtype=dtype,
        device=device,
    )
    coordinates = 2 + 2 * places  # about a quarter of them outside
    ours, theirs = (differentiable((input, coordinates)) for _ in range(2))
    actual = sample(*ours, boundary)
    grid = _normalised(theirs[1], space).expand(2, *coordinates.shape)
    expected = functional.grid_sample(
        theirs[0], grid, padding_mode=GRID_MODES[boundary], align_corners=True
    )
    assert_close(actual, expected)
    actual.backward(upstream)
    expected.backward(upstream)
    assert_close(ours[0].grad, theirs[0].grad)
    if boundary == "zeros":  # clamping and folding have another derivative outside
        assert_close(ours[1].grad, theirs[1].grad)


@pytest.mark.parametrize("space", [(6,), (5, 4), (3, 4, 3)], ids=str)
@pytest.mark.parametrize("boundary", PAD_MODES)
def test_sample_is_differentiable_in_input_and_coordinates(boundary, space):
    input, steps = random_tensors("gradcheck", (2, 2, *space), (4, len(space)))
    # Halfway between entries ± 0.4: interpolation has a kink at whole coordinates.
    coordinates = torch.arange(4.0).unsqueeze(1) - 0.5 + 0.4 * steps.tanh()
    tensors = differentiable((input, coordinates.double()))
    assert gradcheck(lambda *tensors: sample(*tensors, boundary), tensors)


@pytest.mark.parametrize("boundary", PAD_MODES)
def test_whole_numbers_as_fractions_pick_the_same_samples(boundary):
    (input,) = random_tensors("whole", (2, 3, 5, 6))
    coordinates = window_coordinates((5, 6), 3, padding=2)
    picked = sample(input, coordinates, boundary)
    assert_close(sample(input, coordinates.double(), boundary), picked)


def test_interpolation_reproduces_a_linear_image():
    y, x = torch.meshgrid(torch.arange(5.0), torch.arange(6.0), indexing="ij")
    (places,) = random_tensors("linear", (20, 2), dtype=torch.float32)
    coordinates = places.sigmoid() * torch.tensor([4.0, 5.0])
    expected = 3 * coordinates[:, 0] - 2 * coordinates[:, 1] + 1
    actual = sample((3 * y - 2 * x + 1)[None, None], coordinates)
    assert_close(actual[0, 0], expected)


@pytest.mark.parametrize("shift", [1, 3, -2])
def test_circular_sampling_commutes_with_shifts(shift):
    (input,) = random_tensors("shift", (1, 2, 7))
    coordinates = window_coordinates((7,), 3, padding=1)
    shifted = sample(input.roll(shift, -1), coordinates, "circular")
    expected = sample(input, coordinates, "circular").roll(shift, 2)
    assert_close(shifted, expected)


def test_weighted_samples_equals_torch_convolution(dtype, device):
    """Sample, weight, sum: the whole of Part I in two lines."""
    input, weight = random_tensors(
        "engine", (2, 3, 7, 8), (4, 3, 3, 2), dtype=dtype, device=device
    )
    coordinates = window_coordinates((7, 8), (3, 2), 2, 1, (1, 2))
    windows = sample(input, coordinates)  # (N, C, H_out, W_out, K)
    actual = torch.einsum("nchwk,ock->nohw", windows, weight.flatten(2))
    expected = functional.conv2d(input, weight, None, 2, 1, (1, 2))
    assert_close(actual, expected)

"""Pictures of a window over several channels: every number in them is torch's."""

import pytest
import torch
from figure_checks import check_standard, parse, texts
from torch.nn import functional as F

from layerwise.figures.channel_sum import slide_over_channels
from layerwise.figures.theme import number_text
from layerwise.figures.windows import draw_windows

# input shape, weight shape, settings
CASES = [
    ((2, 3, 3), (1, 2, 2, 2), {}),
    ((3, 4, 5), (2, 3, 3, 2), {"padding": (1, 0), "stride": (1, 2)}),
    ((4, 3, 4), (4, 1, 2, 2), {"groups": 4}),
    ((4, 4, 3), (6, 2, 2, 1), {"groups": 2, "dilation": 2}),
    ((3, 2, 3), (2, 3, 1, 1), {}),
]


def integers(shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(-9, 10, shape, generator=generator).double()


def case(shape, weight_shape, settings):
    """Return input, weight and bias of a case, and torch's result (C_out, L)."""
    input, weight = integers(shape), integers(weight_shape, seed=1)
    bias = integers(weight_shape[:1], seed=2)
    return input, weight, bias, F.conv2d(input, weight, bias, **settings).flatten(1)


@pytest.mark.parametrize(("shape", "weight_shape", "settings"), CASES)
def test_totals_are_those_of_torch(shape, weight_shape, settings):
    input, weight, bias, expected = case(shape, weight_shape, settings)
    sums = slide_over_channels(input, weight, bias, **settings)
    totals = [[one.total(i) for i in range(expected.shape[1])] for one in sums]
    assert totals == expected.tolist()


@pytest.mark.parametrize(("shape", "weight_shape", "settings"), CASES)
def test_parts_are_the_slices_own_convolutions(shape, weight_shape, settings):
    input, weight, bias, _ = case(shape, weight_shape, settings)
    settings = {**settings}
    groups = settings.pop("groups", 1)
    filter = len(weight) - 1  # of the last group
    first = shape[0] - weight_shape[1]
    (*_, last) = slide_over_channels(input, weight, bias, groups, **settings)
    assert last.reads == range(first, shape[0])
    for c, kernel in enumerate(weight[filter]):
        alone = F.conv2d(input[None, None, first + c], kernel[None, None], **settings)
        parts = [last.parts(i)[c] for i in range(alone.numel())]
        assert parts == alone.flatten().tolist()


@pytest.mark.parametrize(("shape", "weight_shape", "settings"), CASES)
def test_the_picture_holds_the_output_and_a_slice_for_every_channel_read(
    shape, weight_shape, settings
):
    input, weight, bias, expected = case(shape, weight_shape, settings)
    figure = draw_windows(input, weight, bias, steps=[-1], **settings)
    check_standard(figure)
    pictures = list(parse(figure).iter("svg"))
    assert len(pictures) == len(weight)
    for picture, numbers in zip(pictures, expected.tolist(), strict=True):
        written = ["".join(text.itertext()) for text in picture.iter("text")]
        label = next(i for i, text in enumerate(written) if "output channel" in text)
        cells = written[label + 1 : label + 1 + len(numbers)]
        assert cells == [number_text(number) for number in numbers]
        assert written.count("not read") == shape[0] - weight_shape[1]
        slices = [text for text in written if text.startswith("slice ")]
        assert slices == [f"slice {c}" for c in range(weight_shape[1])]


def test_the_worked_example_is_written_out():
    x = torch.arange(9.0).reshape(3, 3)
    w = torch.arange(4.0).reshape(2, 2)
    figure = draw_windows(torch.stack([x, x + 1]), torch.stack([w, w + 1]), [10.0])
    written = " ".join(texts(figure))
    assert "0·0 + 1·1 + 3·2 + 4·3 = 19" in written
    assert "1·1 + 2·2 + 4·3 + 5·4 = 37" in written
    assert {"19", "+", "37", "10", "=", "66", "bias"} <= set(texts(figure))
    assert figure.alt.endswith(
        "Filter 0, window 1 of 4: channel 0 gives "
        "0 × 0 + 1 × 1 + 3 × 2 + 4 × 3 = 19; channel 1 gives "
        "1 × 1 + 2 × 2 + 4 × 3 + 5 × 4 = 37. "
        "Output channel 0 at (0, 0): 19 + 37 + bias 10 = 66."
    )


def test_filters_and_steps_choose_the_pictures():
    input, weight, _, expected = case((2, 4, 4), (3, 2, 2, 2), {})
    figure = draw_windows(input, weight, filters=[2, 0], steps=[1, -1])
    titles = [text for text in texts(figure) if text.startswith("Filter")]
    assert titles == [
        f"Filter {filter}, window {window} of 9"
        for filter in (2, 0)
        for window in (2, 9)
    ]
    bare = expected - integers((3,), seed=2)[:, None]
    assert f"= {number_text(bare[0, 8].item())}." in figure.alt
    assert "bias" not in figure.alt


def test_everything_stays_inside_the_picture():
    for shape, weight_shape, settings in CASES:
        input, weight, bias, _ = case(shape, weight_shape, settings)
        figure = draw_windows(input, weight, bias, **settings)
        for svg in parse(figure).iter("svg"):
            left, top, width, height = map(float, svg.get("viewBox").split())
            for box in svg.iter("rect"):
                x, y, w, h = (float(box.get(k)) for k in ("x", "y", "width", "height"))
                assert left <= x
                assert top <= y
                assert x + w <= left + width
                assert y + h <= top + height
            for text in svg.iter("text"):
                assert top < float(text.get("y")) <= top + height


def test_rounded_numbers_are_not_called_equal():
    figure = draw_windows(torch.ones(1, 1, 1), torch.full((1, 1, 1), 1 / 3))
    assert "≈" in texts(figure)
    assert "=" not in texts(figure)


@pytest.mark.parametrize(
    ("weight", "options", "message"),
    [
        (torch.ones(2, 2), {}, r"an input with channels is \(C, H, W\)"),
        (torch.ones(1, 2, 2, 2), {}, "1 filters of 2 slices in 1 groups"),
        (torch.ones(3, 1, 2, 2), {"groups": 4}, "3 filters of 1 slices in 4 groups"),
        (torch.ones(2, 4, 2, 2), {"bias": [1.0]}, "one number for each of the 2"),
        (torch.ones(2, 4, 2, 2), {"filters": [2]}, "filters must number filters"),
        (torch.ones(2, 4, 2, 2), {"steps": [9]}, "steps must number windows"),
    ],
)
def test_what_cannot_be_drawn_is_refused(weight, options, message):
    with pytest.raises(ValueError, match=message):
        draw_windows(torch.ones(4, 3, 3), weight, **options)


def test_filters_too_deep_to_add_up_in_a_line_are_refused():
    with pytest.raises(ValueError, match="7 slices, more than 6"):
        draw_windows(torch.ones(7, 2, 2), torch.ones(1, 7, 1, 1))


@pytest.mark.browser
def test_text_is_readable_on_a_phone(browser):
    input, weight, bias, _ = case((2, 5, 5), (2, 2, 3, 3), {})
    html = draw_windows(input, weight, bias, padding=1).html
    page = browser.new_page(viewport={"width": 346, "height": 800})
    page.set_content(f"<body style='margin: 0'>{html.replace('<figure', '<div')}")
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('svg text')].map(e =>
             parseFloat(getComputedStyle(e).fontSize)
             * e.ownerSVGElement.getBoundingClientRect().width
             / e.ownerSVGElement.viewBox.baseVal.width))"""
    )
    assert smallest >= 9
    assert page.evaluate("document.documentElement.scrollWidth") <= 346
    page.close()

"""Pictures of sliding windows: every number in them is the tensors' or torch's."""

import re

import pytest
import torch
from figure_checks import check_standard, ids, parse, texts
from torch.nn import functional as F

from layerwise.figures.theme import number_text
from layerwise.figures.windows import animate_windows, draw_windows

HIGHLIGHT = "var(--lw-highlight"

# input shape, kernel shape, settings
CASES = [
    ((3, 3), (2, 2), {}),
    ((5, 4), (3, 2), {"stride": (2, 1), "padding": (1, 0)}),
    ((7, 6), (2, 3), {"dilation": (3, 2)}),
    ((4, 4), (3, 3), {"padding": "same"}),
    ((7,), (3,), {"padding": 1, "stride": 2}),
    ((8,), (3,), {"dilation": 3}),
    ((3,), (1,), {}),
]


def integers(shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(-9, 10, shape, generator=generator).double()


def torch_result(input, kernel, settings):
    """The entries of the same convolution in torch, in row-major order."""
    convolution = F.conv1d if input.dim() == 1 else F.conv2d
    return convolution(input[None, None], kernel[None, None], **settings)[
        0, 0
    ].flatten()


def number(text):
    return float(text.replace("−", "-"))


def written_sums(figure):
    """Return each window's sum: its products as (value, weight), and its result."""
    text = " ".join(t for t in texts(figure) if re.search(r"·|^[=≈]", t))
    sums = re.findall(r"([^=≈]+)[=≈] (\S+)", text)
    factor = r"\(?(−?[\d.]+)\)?"
    return [
        (
            [
                (number(value), number(weight))
                for value, weight in re.findall(f"{factor}·{factor}", terms)
            ],
            number(result),
        )
        for terms, result in sums
    ]


def highlighted(root):
    """Return the boxes that a window highlights."""
    return [box for box in root.iter("rect") if HIGHLIGHT in box.get("style")]


@pytest.mark.parametrize(("shape", "kernel_shape", "settings"), CASES)
def test_sums_and_outputs_are_those_of_torch(shape, kernel_shape, settings):
    input, kernel = integers(shape), integers(kernel_shape, seed=1)
    expected = torch_result(input, kernel, settings)[[1, -2]]
    figure = draw_windows(input, kernel, steps=[1, -2], **settings)
    check_standard(figure)
    sums = written_sums(figure)
    assert [result for _, result in sums] == expected.tolist()
    for terms, result in sums:
        assert sum(value * weight for value, weight in terms) == result
        assert [weight for _, weight in terms] == kernel.flatten().tolist()


@pytest.mark.parametrize(("shape", "kernel_shape", "settings"), CASES)
def test_cells_hold_the_padded_input_and_the_output(shape, kernel_shape, settings):
    input, kernel = integers(shape), integers(kernel_shape, seed=1)
    expected = torch_result(input, kernel, settings)
    figure = draw_windows(input, kernel, steps=[-1], **settings)
    cells = [number(text) for text in texts(figure) if re.fullmatch(r"−?\d+", text)]
    padded = cells[: -len(expected)]
    assert cells[-len(expected) :] == expected.tolist()
    dashed = [b for b in parse(figure).iter("rect") if "dasharray" in b.get("style")]
    assert len(padded) == input.numel() + len(dashed)
    assert sorted(padded) == sorted(input.flatten().tolist() + [0.0] * len(dashed))


def test_the_worked_example_is_written_out():
    figure = draw_windows(torch.arange(9).reshape(3, 3), torch.arange(4).reshape(2, 2))
    written = " ".join(texts(figure))
    assert "0·0 + 1·1 + 3·2 + 4·3 = 19" in written
    assert "Window 1 of 4" in written
    assert "Window 2 of 4" in written
    assert "Window 4 of 4" in written
    assert "Window 3 of 4" not in written


def test_negative_factors_stand_in_brackets():
    figure = draw_windows(torch.tensor([-2, 3]), torch.tensor([-4.0, 0.5]))
    assert "(−2)·(−4) + 3·0.5 = 9.5" in " ".join(texts(figure))


@pytest.mark.parametrize(("shape", "kernel_shape", "settings"), CASES)
def test_nothing_stands_outside_the_picture(shape, kernel_shape, settings):
    figure = draw_windows(integers(shape), integers(kernel_shape), **settings)
    for svg in parse(figure).iter("svg"):
        left, top, width, height = map(float, svg.get("viewBox").split())
        for box in svg.iter("rect"):
            x, y, w, h = (float(box.get(key)) for key in ("x", "y", "width", "height"))
            assert left <= x
            assert top <= y
            assert x + w <= left + width
            assert y + h <= top + height


def test_outputs_appear_when_they_are_computed():
    ones = torch.ones(3)
    figure = draw_windows(torch.tensor([1, 2, 4, 8, 16]), ones, steps=[0, 1])
    cells = [text for text in texts(figure) if re.fullmatch(r"\d+", text)]
    assert cells == ["1", "2", "4", "8", "16", "7", "1", "2", "4", "8", "16", "7", "14"]


def test_a_window_highlights_its_taps_and_its_output():
    figure = draw_windows(integers((6, 6)), torch.ones(2, 2), dilation=3, steps=[4])
    *taps, output = highlighted(parse(figure))
    corners = [(float(box.get("x")), float(box.get("y"))) for box in taps]
    side = float(output.get("width"))
    # The taps of window (1, 1) are at 1 and 4 on both axes; the title is above.
    top = corners[0][1] - side
    expected = [(side * x, top + side * y) for y in (1, 4) for x in (1, 4)]
    assert corners == expected


def test_the_kernel_stands_in_the_taps():
    kernel = torch.tensor([[1.0, -2], [0.5, 0]])
    figure = draw_windows(integers((2, 2)), kernel)
    assert [t for t in texts(figure) if t.startswith("×")] == [
        "×1",
        "×−2",
        "×0.5",
        "×0",
    ]


def test_numbers_that_are_rounded_are_not_called_equal():
    exact = draw_windows(torch.tensor([1.0, 2]), torch.tensor([0.25]), steps=[0])
    rounded = draw_windows(torch.tensor([1.0, 2]), torch.tensor([1 / 3]), steps=[0])
    assert "1·0.25 = 0.25" in texts(exact)
    assert "1·0.33 ≈ 0.33" in texts(rounded)


def test_another_boundary_fills_the_padding():
    figure = draw_windows(
        torch.tensor([3, 5, 7]), torch.ones(3), padding=1, boundary="reflect", steps=[0]
    )
    assert "5·1 + 3·1 + 5·1" in " ".join(texts(figure))


def test_the_text_alternative_comes_from_the_trace():
    figure = draw_windows(
        integers((5, 4)), torch.ones(3, 2), stride=2, padding=(1, 0), steps=[0]
    )
    expected = torch_result(
        integers((5, 4)),
        torch.ones(3, 2).double(),
        {"stride": 2, "padding": (1, 0)},
    )
    for words in (
        "kernel of size 3 × 2",
        "input of size 5 × 4",
        "stride 2, padding 1 × 0 and dilation 1",
        "output has size 3 × 2",
        "Window 1 of 6 gives output (0, 0)",
        f"= {number_text(expected[0].item())}.",
    ):
        assert words in figure.alt


def test_every_picture_says_its_own_sum():
    figure = draw_windows(torch.arange(4), torch.tensor([1, 2]))
    labels = [svg.get("aria-label") for svg in parse(figure).iter("svg")]
    assert figure.alt == " ".join(labels)
    assert labels[1:] == [
        "Window 2 of 3 gives output (1): 1 × 1 + 2 × 2 = 5.",
        "Window 3 of 3 gives output (2): 2 × 1 + 3 × 2 = 8.",
    ]


def test_own_words_replace_the_first_text_alternative():
    figure = draw_windows([1, 2], [1], alt="My own words for this")
    labels = [svg.get("aria-label") for svg in parse(figure).iter("svg")]
    assert figure.alt == labels[0] == "My own words for this"


@pytest.mark.parametrize("draw", [draw_windows, animate_windows])
def test_bytes_are_the_same_in_every_run(draw):
    first, second = (draw(integers((4, 4)), torch.ones(2, 2)) for _ in range(2))
    assert first.html == second.html
    assert first.png == second.png


def test_tensors_that_need_gradients_are_drawn_and_left_alone():
    kernel = torch.ones(2, requires_grad=True)
    draw_windows(torch.arange(4.0), kernel)
    assert kernel.grad is None


@pytest.mark.parametrize(
    ("input", "kernel", "options", "message"),
    [
        (torch.ones(3, 3), torch.ones(2), {}, "must both have shape"),
        (torch.ones(3, 3), torch.ones(2, 2), {"groups": 2}, "for an input with ch"),
        (torch.ones(3), torch.ones(4), {}, "kernel spans 4 entries"),
        (torch.ones(3), torch.ones(2), {"steps": [2]}, "steps must number windows"),
        (torch.ones(3), torch.ones(2), {"steps": []}, "steps must number windows"),
        (torch.ones(3), torch.ones(2), {"steps": [-3]}, "steps must number windows"),
        (torch.ones(20, 20), torch.ones(2, 2), {}, "400 entries, more than 256"),
        (torch.ones(3), torch.ones(2), {"alt": ""}, "alt must say in a sentence"),
    ],
)
def test_what_cannot_be_drawn_is_refused(input, kernel, options, message):
    with pytest.raises(ValueError, match=message):
        draw_windows(input, kernel, **options)


@pytest.mark.parametrize(("shape", "kernel_shape", "settings"), CASES)
def test_an_animation_has_a_frame_for_every_window(shape, kernel_shape, settings):
    input, kernel = integers(shape), integers(kernel_shape, seed=1)
    expected = torch_result(input, kernel, settings)
    figure = animate_windows(input, kernel, **settings)
    check_standard(figure)
    frames = [g for g in parse(figure).iter("g") if g.get("class")]
    assert len(frames) == len(expected)
    assert all(len(highlighted(f)) == kernel.numel() + 1 for f in frames)
    assert [result for _, result in written_sums(figure)] == expected.tolist()


def test_animations_on_one_page_do_not_share_ids_or_classes():
    first = animate_windows(integers((4,)), torch.ones(2))
    second = animate_windows(integers((5,)), torch.ones(2))
    assert ids(first)
    assert not ids(first) & ids(second)
    classes = [set(re.findall(r"lw-\w+-window", f.html)) for f in (first, second)]
    assert len(classes[0]) == len(classes[1]) == 1
    assert classes[0] != classes[1]


def test_an_animation_of_too_many_windows_is_refused():
    with pytest.raises(ValueError, match="81 windows, more than 64"):
        animate_windows(torch.ones(10, 10), torch.ones(2, 2))


def visible_windows(page):
    """Return the titles of the windows that the reader sees."""
    return page.evaluate(
        """[...document.querySelectorAll('svg text')]
           .filter(e => getComputedStyle(e).visibility == 'visible')
           .map(e => e.textContent).filter(t => t.startsWith('Window'))"""
    )


def seek(page, seconds):
    """Bring every animation on the page to a moment."""
    page.evaluate(
        "t => document.getAnimations().forEach(a => a.currentTime = 1000 * t)", seconds
    )


@pytest.mark.browser
def test_the_animation_plays_and_stops_when_the_reader_says_so(browser):
    page = browser.new_page(reduced_motion="no-preference")
    page.set_content(animate_windows(torch.arange(4), torch.ones(2)).html)
    states = "document.getAnimations().map(a => a.playState)"
    assert visible_windows(page) == ["Window 1 of 3"]
    assert page.evaluate(states) == ["paused"] * 3
    page.get_by_label("Play: slide over all 3 windows").check()
    assert page.evaluate(states) == ["running"] * 3
    page.get_by_role("checkbox").press("Space")
    assert page.evaluate(states) == ["paused"] * 3
    for second, window in ((0.7, 1), (2.1, 2), (3.5, 3), (4.9, 1)):
        seek(page, second)
        assert visible_windows(page) == [f"Window {window} of 3"]
    page.close()


@pytest.mark.browser
def test_pictures_reflow_on_a_narrow_page(browser):
    html = draw_windows(integers((5, 5)), torch.ones(3, 3), padding=1, stride=2).html
    corners = """[...document.querySelectorAll('svg')].map(e =>
                 [e.getBoundingClientRect().left, e.getBoundingClientRect().top])"""
    for width, rows in ((760, 2), (360, 3)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.set_content(f"<body style='margin: 0'>{html.replace('<figure', '<div')}")
        tops = {top for _, top in page.evaluate(corners)}
        assert len(tops) == rows
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@pytest.mark.browser
def test_readers_who_want_reduced_motion_get_a_still_picture(browser):
    page = browser.new_page(reduced_motion="reduce")
    page.set_content(animate_windows(torch.arange(4), torch.ones(2)).html)
    assert page.evaluate("document.getAnimations().length") == 0
    assert visible_windows(page) == ["Window 1 of 3"]
    assert not page.get_by_role("checkbox").is_visible()
    page.close()

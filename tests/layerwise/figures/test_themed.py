"""Matplotlib figures as inline SVG: accessible, themed, reproducible."""

import base64
import io
import itertools
import re

import matplotlib
import numpy as np
import pytest
import torch
from figure_checks import check_standard, ids, parse, texts
from matplotlib import pyplot
from PIL import Image

from layerwise.figures.plots import plot_curves, show_images
from layerwise.figures.theme import HIGHLIGHT, MUTED, PALETTE, ThemedFigure
from layerwise.figures.themed import figure_style, themed_figure

ALT = "Two lines that cross at the third step"
# White, and the page and the boxes on it in the book's dark theme.
BACKGROUNDS = ["#ffffff", "#121212", "#14181e", "#29313d"]


def line_figure(**options):
    with figure_style():
        figure, axes = pyplot.subplots()
        axes.plot([1, 2, 3, 4], label="rising < fast")
        axes.plot([4, 3, 2, 1], label="falling")
        axes.set(xlabel="step", ylabel="loss (nats)", title="$x^2$")
        axes.legend()
    return themed_figure(figure, **{"alt": ALT} | options)


def luminance(color):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return np.dot(linear, [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("color", [*PALETTE, MUTED, HIGHLIGHT])
def test_fallback_colours_have_contrast_on_both_backgrounds(color, background):
    dark, light = sorted([luminance(color), luminance(background)])
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_figure_is_accessible_and_follows_the_theme():
    figure = line_figure(caption="Loss of two runs & more")
    check_standard(figure)
    assert "currentColor" in figure.svg
    assert f"var(--lw-1, {PALETTE[0]})" in figure.svg
    assert f"var(--lw-2, {PALETTE[1]})" in figure.svg
    assert parse(figure).find("figcaption").text == "Loss of two runs & more"


def test_text_stays_text():
    assert {"step", "loss (nats)", "rising < fast", "falling"} <= set(
        texts(line_figure())
    )


def test_the_page_keeps_its_own_style():
    assert parse(line_figure()).find(".//style") is None


def test_text_alternative_with_markup_is_escaped():
    figure = line_figure(alt='Where a "kernel" <k> & an input meet')
    check_standard(figure)


@pytest.mark.parametrize(
    "alt",
    ["", " " * 20, "a plot", "loss-of-two-runs.png", "loss of two runs.svg"],
)
def test_an_alternative_that_describes_nothing_is_refused(alt):
    with pytest.raises(ValueError, match="alt must say in a sentence"):
        line_figure(alt=alt)


def test_a_figure_needs_an_alternative_or_a_name_by_which_the_page_gives_one():
    with pytest.raises(ValueError, match=r"give alt, .*or in a chapter name="):
        line_figure(alt=None)
    named = line_figure(alt=None, name="crossing-lines")
    assert named.alt == "Figure crossing-lines: see its caption in the book"


def test_every_figure_needs_a_text_alternative():
    with pytest.raises(ValueError, match="alt must say in a sentence"):
        ThemedFigure("<svg/>", b"", "")


@pytest.mark.parametrize("name", ["Loss", "two runs", "1st", "a&b"])
def test_a_name_that_cannot_be_an_anchor_is_refused(name):
    with pytest.raises(ValueError, match="name must be"):
        line_figure(name=name)


def test_a_colour_outside_the_theme_is_refused():
    with figure_style():
        figure, axes = pyplot.subplots()
        axes.plot([1, 2], color="red")
    with pytest.raises(ValueError, match="colour #ff0000 does not follow the theme"):
        themed_figure(figure, alt=ALT)


def test_bytes_are_the_same_in_every_run():
    first, second = line_figure(), line_figure()
    assert first.html == second.html
    assert first.png == second.png


def test_ids_of_two_figures_on_a_page_differ():
    first, second = line_figure(), line_figure(alt=ALT + ", again")
    named = line_figure(name="crossing-lines")
    for a, b in itertools.combinations((first, second, named), 2):
        assert ids(a)
        assert not ids(a) & ids(b)
    assert parse(named).get("id") == "crossing-lines"


def test_notebooks_get_html_a_picture_and_text():
    figure = line_figure()
    bundle = figure._repr_mimebundle_()
    assert bundle["text/html"] == figure.html
    assert bundle["text/plain"] == ALT
    assert base64.b64decode(bundle["image/png"]) == figure.png


def test_the_picture_for_print_is_dark_on_white():
    pixels = pyplot.imread(io.BytesIO(line_figure().png))
    assert pixels[0, 0].tolist() == [1, 1, 1, 1]
    assert pixels[..., :3].sum(axis=-1).min() < 0.6


def test_the_figure_is_shown_only_once():
    before = pyplot.get_fignums()
    line_figure()
    assert pyplot.get_fignums() == before


def test_colour_is_never_the_only_cue():
    with figure_style():
        cycle = pyplot.rcParams["axes.prop_cycle"]
    for cue in ("color", "marker", "linestyle"):
        assert len({str(value) for value in cycle.by_key()[cue]}) == len(PALETTE)


def test_the_style_ends_with_its_block():
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        before = dict(matplotlib.rcParams)
        with figure_style():
            assert matplotlib.rcParams["svg.fonttype"] == "none"
        assert dict(matplotlib.rcParams) == before


def points(path):
    """Return the corners (x, y) of an SVG path."""
    return np.array(re.findall(r"[ML] (\S+) (\S+)", path.get("d")), dtype=float)


def curve_points(figure):
    """Return the corners of every line in one of the palette's colours."""
    return [
        points(path)
        for path in parse(figure).iter("path")
        if re.search("fill: none;.* stroke: var", path.get("style", ""))
    ]


def band_points(figure):
    """Return the corners of the only band, in the same coordinates."""
    (use,) = (u for u in parse(figure).iter("use") if "fill-opacity" in u.get("style"))
    (path,) = parse(figure).findall(f".//path[@id='{use.get('href')[1:]}']")
    shift = np.array([use.get("x"), use.get("y")], dtype=float)
    return points(path) + shift


def test_curves_show_the_mean_over_seeds():
    losses = np.array([[4.0, 2, 1], [2, 2, 1], [0, 2, 1]])
    figure = plot_curves(
        {"loss": losses, "mean": losses.mean(axis=0, keepdims=True)},
        x_label="epoch",
        y_label="loss",
        alt="Loss falls over three epochs",
        caption="Training.",
    )
    check_standard(figure)
    loss, mean = curve_points(figure)[:2]  # two more belong to the legend
    np.testing.assert_allclose(loss, mean)
    assert {"epoch", "loss", "mean"} <= set(texts(figure))
    assert figure.caption == (
        "Training. Lines: means over 1 to 3 seeds; bands: from the lowest to the "
        "highest."
    )


def test_positions_may_have_names_and_the_axis_may_be_logarithmic():
    figure = plot_curves(
        {"norm": [[0.001, 0.1, 10.0]]},
        x=["first", "second", "third"],
        x_label="",
        y_label="norm",
        y_scale="log",
        alt="A norm that grows a hundredfold from layer to layer",
    )
    check_standard(figure)
    assert {"first", "second", "third", "0.001", "0.1", "10"} <= set(texts(figure))
    (x1, y1), (x2, y2), (x3, y3) = curve_points(figure)[0]
    np.testing.assert_allclose([x2 - x1, y2 - y1], [x3 - x2, y3 - y2], rtol=1e-3)


def test_the_band_reaches_from_the_lowest_to_the_highest():
    figure = plot_curves(
        {"a": [[1.0, 1, 1], [3, 5, 3]]},
        x_label="epoch",
        y_label="loss",
        alt="A band around a curve over three epochs",
    )
    (line,) = curve_points(figure)
    # Means 2, 3, 2: one unit of loss is the height between the first two.
    unit = line[0, 1] - line[1, 1]
    heights = band_points(figure)[:, 1]
    assert heights.max() == pytest.approx(line[0, 1] + unit, abs=1e-3)
    assert heights.min() == pytest.approx(line[1, 1] - 2 * unit, abs=1e-3)


def test_a_single_seed_is_said_to_be_one():
    figure = plot_curves(
        {"a": [[1.0, 2]]}, x_label="x", y_label="y", alt="A curve of one seed only"
    )
    assert figure.caption == "One seed."


@pytest.mark.parametrize("values", [[1.0, 2.0], 3.0, [[]]])
def test_curves_without_an_axis_of_seeds_are_refused(values):
    with pytest.raises(ValueError, match="'a' must have shape"):
        plot_curves({"a": values}, x_label="x", y_label="y", alt=ALT)


def embedded_images(figure):
    """Return the pictures inside the SVG as arrays (H, W, 4) from 0 to 255."""
    encoded = re.findall(r"data:image/png;base64,([\w+/=\s]*)", figure.svg)
    return [
        (pyplot.imread(io.BytesIO(base64.b64decode(data))) * 255).round()
        for data in encoded
    ]


def test_grey_images_share_one_scale_and_keep_their_pixels():
    dim, bright = torch.tensor([[[0.0, 2.0]]]), torch.tensor([[4.0, 2.0]])
    figure = show_images([dim, bright], ["dim", "bright"], alt="A dim and a bright row")
    check_standard(figure)
    first, second = embedded_images(figure)
    assert first.shape == (1, 2, 4)
    assert first[0, :, 0].tolist() == pytest.approx([0, 128], abs=1)
    assert second[0, :, 0].tolist() == pytest.approx([255, 128], abs=1)
    assert {"dim", "bright"} <= set(texts(figure))


def test_signed_images_have_a_symmetric_scale_and_a_transparent_zero():
    kernel = torch.tensor([[2.0, 0.0, -1.0]], requires_grad=True)
    figure = show_images([kernel], signed=True, alt="A kernel with a negative weight")
    check_standard(figure)
    pixels = embedded_images(figure)[0][0]
    alpha = pixels[:, 3].tolist()
    assert alpha == pytest.approx([255, 0, 128], abs=3)
    hexes = ["#" + "".join(f"{int(c):02x}" for c in pixel[:3]) for pixel in pixels]
    assert hexes[0] == PALETTE[0]
    assert hexes[2] == PALETTE[1]


def test_images_in_colour_keep_their_channels():
    red = torch.zeros(3, 2, 2)
    red[0] = 1
    (image,) = embedded_images(show_images([red], alt="A red square of four pixels"))
    assert image[..., :3].tolist() == [[[255, 0, 0]] * 2] * 2


def photograph(rows=240, columns=320, seed=0):
    """Return a smooth grey image (H, W) with some noise."""
    generator = torch.Generator().manual_seed(seed)
    y = torch.linspace(0, 3, rows)[:, None]
    x = torch.linspace(0, 4, columns)
    noise = torch.rand(rows, columns, generator=generator)
    return (y.sin() * x.cos() + 1) / 2.2 + 0.05 * noise


def embedded_webp(figure):
    encoded = re.findall(r"data:image/webp;base64,([\w+/=]*)", figure.svg)
    return [Image.open(io.BytesIO(base64.b64decode(data))) for data in encoded]


def test_photographs_are_wide_and_light():
    figure = show_images([photograph(), photograph(seed=1)], alt=ALT)
    check_standard(figure)
    first, second = embedded_webp(figure)
    assert first.size == second.size == (320, 240)  # all their pixels, smoothly scaled
    assert "pixelated" not in figure.svg
    assert len(figure.svg) < 60_000  # as PNG 240,000
    shown = np.asarray(first.convert("L")) / 255
    wanted = photograph().numpy()
    wanted = (wanted - wanted.min()) / (wanted.max() - wanted.min())
    assert abs(shown - wanted).mean() < 0.02
    width = float(re.search(r"max-width: ([\d.]+)px", figure.svg)[1])
    assert 670 < width < 700


def test_a_photograph_has_at_most_two_pixels_for_one_on_the_page():
    (image,) = embedded_webp(show_images([photograph(1200, 1600)], alt=ALT))
    assert image.size == (800, 600)  # halved: 341 wide on the page


def test_the_scale_of_large_maps_leaves_out_their_outermost_values():
    edges = photograph() - photograph(seed=1)
    edges[0, 0] = 100.0
    figure = show_images([edges], signed=True, alt=ALT)
    assert not {"100", "50"} & set(texts(figure))
    (image,) = embedded_webp(figure)
    assert image.mode == "RGBA"
    assert len(set(image.getchannel("A").getdata())) == 16
    small = torch.zeros(3, 3)
    small[0, 0] = 100.0
    assert "100" in texts(show_images([small], signed=True, alt=ALT))


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        ([], {}, "at least one image"),
        ([torch.zeros(4)], {}, "an image must have shape"),
        ([torch.zeros(2, 3, 3)], {}, "an image must have shape"),
        ([torch.zeros(3, 3)], {"titles": ["a", "b"]}, "one entry per image"),
        ([torch.zeros(3, 3, 3)], {"signed": True}, "one channel"),
    ],
)
def test_images_that_cannot_be_shown_are_refused(images, options, message):
    with pytest.raises(ValueError, match=message):
        show_images(images, alt=ALT, **options)

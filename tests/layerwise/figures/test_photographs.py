"""Photographs, their maps and the square of moves: pixels, frames and alternatives."""

import base64
import io
import re

import numpy as np
import pytest
import torch
from figure_checks import check_standard, parse, texts
from PIL import Image

from layerwise import draw_commuting_square, show_photographs
from layerwise.figures.photographs import grey_pixels, signed_pixels
from layerwise.figures.theme import NEGATIVE, POSITIVE

ALT = "A ramp from black to white, and its slope"
RAMP = torch.linspace(0, 1, 48).reshape(6, 8)


def pictures(figure):
    """Return every embedded picture as an array."""
    data = re.findall(r"data:image/webp;base64,([\w+/=]+)", figure.html)
    images = [Image.open(io.BytesIO(base64.b64decode(d))) for d in data]
    return [np.asarray(image.convert("RGBA")) for image in images]


def boxes(figure):
    """Return (x, y, width, height) of every highlighted frame."""
    return [
        tuple(float(box.get(key)) for key in ("x", "y", "width", "height"))
        for box in parse(figure).iter("rect")
        if "--lw-highlight" in box.get("style")
    ]


def test_black_is_0_and_white_is_1_whatever_the_image_holds():
    assert grey_pixels([[-1.0, 0, 0.5, 1, 2]]).tolist() == [[0, 0, 128, 255, 255]]


def test_a_maps_colour_is_its_sign_and_its_opacity_the_size():
    pixels = signed_pixels([[-2.0, -1, 0.01, 1, 4]], scale=2)[0]
    assert pixels[:, 3].tolist() == [255, 128, 0, 128, 255]
    colors = ["#{:02x}{:02x}{:02x}".format(*pixel[:3]) for pixel in pixels]
    assert colors[:2] == [NEGATIVE] * 2
    assert colors[3:] == [POSITIVE] * 2


def test_small_images_keep_every_pixel():
    figure = show_photographs(
        [RAMP, RAMP - 0.5], ["a", "b"], signed=[False, True], alt=ALT
    )
    check_standard(figure)
    grey, signed = pictures(figure)
    assert np.array_equal(grey[..., 0], grey_pixels(RAMP))
    assert 0 < signed[..., 3].mean() < 255
    assert "pixelated" in figure.svg


def test_large_images_are_as_fine_as_a_page_needs_and_weigh_little():
    image = torch.rand(427, 640, generator=torch.Generator().manual_seed(0))
    smooth = torch.nn.functional.avg_pool2d(image[None], 9, 1, 4)[0]
    figure = show_photographs([smooth], ["noise"], alt=ALT)
    assert "pixelated" not in figure.svg
    assert pictures(figure)[0].shape[:2] == (340, 510)  # 1.5 for a CSS pixel
    assert len(figure.html) < 75_000


def test_maps_share_a_scale_that_leaves_out_the_last_hundredth():
    small, large = torch.full((10, 20), 0.5), torch.full((10, 20), 1.0)
    large[0, 0] = 100
    figure = show_photographs([small, large], ["a", "b"], signed=True, alt=ALT)
    opacity = [picture[5, 5, 3] for picture in pictures(figure)]
    assert opacity == [128, 255]


def test_zoom_shows_its_part_in_the_far_corner():
    figure = show_photographs([RAMP], ["ramp"], zoom=(1, 0, 2, 3), alt=ALT)
    whole, part = pictures(figure)
    assert np.array_equal(part, whole[1:3, :3])
    source, inset = boxes(figure)
    assert source[2:] == pytest.approx((3 * 340 / 8, 2 * 340 / 8), rel=1e-3)
    assert inset[0] > 340 / 2
    right = show_photographs([RAMP], ["ramp"], zoom=(1, 5, 2, 3), alt=ALT)
    assert boxes(right)[1][0] < 10


def test_a_maps_inset_lies_on_cleared_ground():
    figure = show_photographs(
        [torch.ones(6, 8)], ["map"], signed=True, zoom=(0, 0, 2, 3), alt=ALT
    )
    whole, part = pictures(figure)
    assert whole[-1, -1, 3] == 0
    assert whole[0, 0, 3] == 255
    assert part[..., 3].min() == 255


def test_frames_have_labels_side_by_side_and_arrows():
    frames = {"here, a long label": (1, 5, 2, 2), "and there": (3, 6, 1, 1)}
    figure = show_photographs([RAMP], ["ramp"], columns=1, frames=frames, alt=ALT)
    check_standard(figure)
    assert set(frames) <= set(texts(figure))
    assert len(boxes(figure)) == 2
    starts = [float(text.get("x")) for text in parse(figure).iter("text")]
    assert starts[2] > starts[1] + 100
    arrows = [p for p in parse(figure).iter("path") if "highlight" in p.get("style")]
    assert len(arrows) == 6


def test_each_picture_is_told_by_the_alternative():
    figure = show_photographs([RAMP, RAMP], ["one", "two"], alt=ALT)
    labels = [svg.get("aria-label") for svg in parse(figure).iter("svg")]
    assert labels == [ALT, "The next picture: two."]


def test_a_named_figure_leaves_its_alternative_to_the_page():
    figure = show_photographs([RAMP, RAMP], ["one", "two"], name="fig-ramps")
    assert figure.alt == "Figure fig-ramps: see its caption in the book"


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        ([], {}, "images must have shape"),
        ([torch.zeros(3, 4, 5)], {}, "images must have shape"),
        ([RAMP, RAMP], {}, "2 images and 1 titles"),
        ([RAMP], {"signed": [True, False]}, "1 images and 2 signed"),
    ],
)
def test_pictures_that_cannot_be_shown_are_refused(images, options, message):
    with pytest.raises(ValueError, match=message):
        show_photographs(images, ["title"], alt=ALT, **options)


def test_a_square_has_four_pictures_and_names_its_arrows():
    moved = RAMP.roll(1, 1)
    figure = draw_commuting_square(
        [RAMP, RAMP - 0.5, moved, moved - 0.5],
        ["x", "y", "x moved", "y moved"],
        across="correlate",
        down="move",
        alt=ALT,
    )
    check_standard(figure)
    opaque = [picture[..., 3].min() == 255 for picture in pictures(figure)]
    assert opaque == [True, False] * 2
    assert texts(figure).count("correlate") == texts(figure).count("move") == 2
    assert {"x", "y", "x moved", "y moved"} <= set(texts(figure))


def test_a_square_needs_four_images():
    with pytest.raises(ValueError, match="images must be four"):
        draw_commuting_square([RAMP], ["x"], across="a", down="b", alt=ALT)

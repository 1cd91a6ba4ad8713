"""The look for figures that do not fit finds them, and only them."""

import pytest

from tests.e2e.penampilan import yang_terpotong

pytestmark = [pytest.mark.lambat, pytest.mark.perlu_chromium]
SEMPIT = "width: 60px; white-space: nowrap;"


@pytest.mark.parametrize(
    ("html", "terpotong"),
    [
        (f'<div style="{SEMPIT} overflow: hidden">Rp11.961.600</div>', True),
        (f'<div style="{SEMPIT}">Rp11.961.600</div>', True),
        (f'<div style="{SEMPIT}"><b>Rp11.961.600</b></div>', True),
        ('<p style="position: absolute; left: 760px; margin: 0">Rp11.961.600</p>', True),
        ('<input value="Rp11.961.600" style="width: 40px">', True),
        (f'<div class="gulir" style="{SEMPIT} overflow: auto"><b>Rp11.961.600</b></div>', False),
        (f'<div style="{SEMPIT} overflow: hidden">sebelas juta rupiah</div>', False),
        (f'<span class="visually-hidden" style="{SEMPIT}">Rp11.961.600</span>', False),
        ('<div style="width: 200px">Rp11.961.600</div>', False),
        ('<input value="Rp11.961.600">', False),
    ],
)
def test_a_figure_that_does_not_fit_is_found(page, html, terpotong):
    page.set_viewport_size({"width": 800, "height": 600})
    page.set_content(f"<!DOCTYPE html><body>{html}</body>")

    keluhan = [k for k in yang_terpotong(page, 800) if "cut off" in k]

    assert bool(keluhan) is terpotong

"""The chart draws what its description says: heights in proportion, every value written, nothing outside the box."""

from decimal import Decimal

import pytest
from reportlab.graphics.shapes import Drawing, Line, Rect, String

from sllassist.documents.chart import KEY, PALE, TARGET, Chart, ChartYear, drawing

D = Decimal

CHART = Chart(
    "排出量と目標", "t-CO2", "減らす計画です。",
    (ChartYear("2024年度", D(800)), ChartYear("2025年度", D(600), D(700), D(760)),
     ChartYear("2026年度", None, D(400), D(720)), ChartYear("2027年度")),
)  # fmt: skip


def bars(picture: Drawing) -> list[Rect]:
    return [shape for shape in picture.contents if isinstance(shape, Rect) and shape.width > 10]


def test_bars_are_solid_for_what_happened_and_pale_for_what_is_planned() -> None:
    found = bars(drawing(CHART, 480, 170))
    assert [bar.fillColor.hexval().upper().replace("0X", "#") for bar in found] == [KEY, KEY, PALE.upper()]
    heights = [bar.height for bar in found]
    assert heights[1] / heights[0] == pytest.approx(0.75)
    assert heights[2] / heights[0] == pytest.approx(0.5)


def test_targets_are_dashed_lines_at_their_height() -> None:
    picture = drawing(CHART, 480, 170)
    tallest = bars(picture)[0]
    lines = [s for s in picture.contents if isinstance(s, Line) and s.strokeDashArray and s.y1 < tallest.y + tallest.height]
    assert [(line.y1 - tallest.y) / tallest.height for line in lines] == pytest.approx([0.95, 0.9])
    assert {line.strokeColor.hexval().upper().replace("0X", "#") for line in lines} == {TARGET}


def test_every_value_year_and_the_unit_are_written() -> None:
    written = [shape.text for shape in drawing(CHART, 480, 170).contents if isinstance(shape, String)]
    for text in ("800", "600", "400", "760", "720", "2024年度", "2027年度", "単位 t-CO2", "実績", "見込", "目標（この線以下）"):
        assert text in written
    assert "700" not in written  # the plan of a year that has its result


@pytest.mark.parametrize("years", [(), (ChartYear("2024年度", D(0)),), (ChartYear("2024年度", D("-5"), None, D(0)),), CHART.years * 3])
def test_nothing_leaves_the_box(years: tuple[ChartYear, ...]) -> None:
    picture = drawing(Chart("t", "t-CO2", "s", years), 400, 150)
    for bar in bars(picture):
        assert 0 <= bar.x <= bar.x + bar.width <= 400
        assert 0 <= bar.y <= bar.y + bar.height <= 150


def test_figures_are_written_in_the_chosen_format() -> None:
    assert Chart("t", "u", "s", (), "#,##0.0").text(D("1234.55")) == "1,234.6"
    assert CHART.text(None) == "－"


@pytest.mark.parametrize("actual", [400, 300, 120, 60, 30, 8])
@pytest.mark.parametrize("share", [0, 50, 80, 90, 95, 98, 100, 102, 105, 110, 130])
def test_the_target_line_never_strikes_through_a_figure(actual: int, share: int) -> None:
    years = (ChartYear("a", Decimal(400)), ChartYear("b", Decimal(actual) + Decimal("0.5"), None, Decimal(actual) * share / 100))
    shapes = drawing(Chart("題", "t", "文。", years, "#,##0.0"), 360, 180).contents
    (line,) = [one for one in shapes if isinstance(one, Line) and one.strokeDashArray and one.y1 < 160]
    figures = [one for one in shapes if isinstance(one, String) and one.text == f"{actual}.5"]
    assert figures
    assert all(not one.y - 1 < line.y1 < one.y + 0.75 * one.fontSize for one in figures)

"""The chart: bars as high as their figures, a target line where it belongs, the same figures in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage
from support.screen import settle

from sllassist.documents.chart import Chart, ChartYear
from sllassist.ui import theme
from sllassist.ui.widgets.chart import ChartPanel, ChartView, compare_chart, table

D = Decimal
CHART = Chart(
    "CO2排出量と目標", "t-CO2", "目標まであと少しです。",
    (ChartYear("2024年度", D(400)), ChartYear("2025年度", D(200), None, D(300)), ChartYear("2026年度", None, D(100), D(200)),
     ChartYear("2027年度", None, None, D(100))),
    "#,##0.0",
)  # fmt: skip


@pytest.fixture
def picture(qtbot) -> QImage:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(800, 240)
    view.put(CHART)
    view.show()
    settle()
    return view.grab().toImage()


def height(image: QImage, slot: int, colour: str) -> int:
    """How many pixels of a colour stand in the left part of a bar's column, beside its figure."""
    x = int(800 / 4 * (slot + 0.5)) - 36
    wanted = QColor(colour)
    return sum(image.pixelColor(x, y) == wanted for y in range(40, image.height()))


def test_bars_are_as_high_as_their_figures_from_zero(picture: QImage) -> None:
    full, half, quarter = height(picture, 0, theme.KEY), height(picture, 1, theme.KEY), height(picture, 2, theme.KEY_SOFT)
    assert full > 100
    assert abs(half * 2 - full) <= 3
    assert abs(quarter * 4 - full) <= 5
    assert height(picture, 3, theme.KEY) == height(picture, 3, theme.KEY_SOFT) == 0


def test_planned_bars_are_pale_and_actual_ones_solid(picture: QImage) -> None:
    assert height(picture, 2, theme.KEY) == 0
    assert height(picture, 1, theme.KEY_SOFT) == 0


def test_the_target_line_stands_at_its_height(picture: QImage) -> None:
    rows = [y for y in range(40, 240) for x in range(200, 400) if picture.pixelColor(x, y) == QColor(theme.ERROR)]
    base = max(y for y in range(240) if picture.pixelColor(100, y) == QColor(theme.KEY))
    assert rows, "no dashed line"
    full = height(picture, 0, theme.KEY)
    assert abs((base - min(rows)) - full * 3 / 4) <= 4


def test_every_figure_can_be_read_without_the_picture(qtbot) -> None:
    panel = ChartPanel()
    qtbot.addWidget(panel)
    panel.put(CHART)
    assert "目標まであと少しです。" in panel.picture.accessibleName()
    assert panel.sentence.plain == "目標まであと少しです。"
    for figure in ("400.0", "200.0", "300.0", "100.0"):
        assert figure in panel.picture.accessibleDescription()
    assert table(CHART)[1] == ("2024年度", "－", "－", "400.0")


def test_zero_years_and_zero_figures_do_not_break_it(qtbot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    for chart in (Chart("", "t", "", ()), compare_chart("", [("2024年度", D(0))], ""), compare_chart("", [("a", D(-5)), ("b", D(3))], "")):
        view.put(chart)
        view.resize(300, 200)
        assert not view.grab().isNull()


def test_long_labels_take_two_lines_rather_than_each_others_place(qtbot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    years = tuple(ChartYear(f"{year}年度（見込）", None, D(10), None) for year in range(2024, 2028))
    view.put(Chart("", "t", "", years))
    view.resize(360, 220)
    narrow = view.grab().toImage()
    ink = {x for x in range(360) for y in range(182, 220) if narrow.pixelColor(x, y).lightness() < 140}
    gaps = [x for x in (89, 90, 91, 179, 180, 181, 269, 270, 271) if x in ink]
    assert not gaps, "labels touch at the borders of their places"


def test_a_bar_that_lacks_months_is_hatched_and_its_figure_stands_above_it(qtbot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(400, 240)
    view.put(compare_chart("", [("2024年度", D(400)), ("2025年度（10か月分）", D(400))], ""), [1])
    view.show()
    settle()
    image = view.grab().toImage()
    solid, hatched = ([image.pixelColor(x, y) for y in range(140, 180)] for x in (80, 280))
    assert all(colour == QColor(theme.KEY) for colour in solid)
    assert any(colour.lightness() < 140 for colour in hatched)
    assert sum(colour.lightness() > 200 for colour in hatched) > len(hatched) // 3
    assert "2025年度（10か月分）" in view.accessibleDescription()


def test_a_figure_wider_than_its_bar_is_not_written_into_it(qtbot, monkeypatch) -> None:
    from sllassist.ui.widgets import chart as module

    colours: list[str] = []
    text = module._Painting._text

    def note(self, words, middle, top, colour, size=theme.SMALL) -> None:
        if words == "1,234.5":
            colours.append(colour)
        text(self, words, middle, top, colour, size)

    monkeypatch.setattr(module._Painting, "_text", note)
    view = ChartView(legend=False)
    qtbot.addWidget(view)
    view.put(compare_chart("", [(str(number), D("1234.5")) for number in range(3)], ""))
    for width, colour in ((900, theme.WHITE), (120, theme.INK)):
        view.resize(width, 240)
        colours.clear()
        view.grab()
        assert set(colours) == {colour}


@pytest.mark.parametrize("actual", [400, 300, 120, 60, 30, 8])
@pytest.mark.parametrize("share", [0, 50, 80, 90, 95, 98, 100, 102, 105, 110, 130])
def test_the_target_line_never_strikes_through_a_figure(qtbot, monkeypatch, actual: int, share: int) -> None:
    from sllassist.ui.widgets import chart as module

    target = D(actual) * share / 100
    written: dict[str, tuple[float, float]] = {}
    lines: list[float] = []
    text, y_of = module._Painting._text, module._Painting.y_of

    def note(self, words, middle, top, colour, size=theme.SMALL) -> None:
        written[words] = (top, top + theme.px(size) * 1.4)
        lines.append(y_of(self, target))
        text(self, words, middle, top, colour, size)

    monkeypatch.setattr(module._Painting, "_text", note)
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(800, 240)
    view.put(Chart("題", "t", "文。", (ChartYear("a", D(400)), ChartYear("b", D(actual) + D("0.5"), None, target)), "#,##0.0"))
    view.grab()
    top, bottom = written[f"{actual}.5"]
    assert not top < lines[-1] < bottom
    assert top >= 20, "below the legend"

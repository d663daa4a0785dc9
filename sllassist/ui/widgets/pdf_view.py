"""Shows a PDF page by page, as it will be printed. The file is read whole and closed, so that it can be made anew.

Not for: changing or printing a PDF.
"""

from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from sllassist.ui import theme
from sllassist.ui.widgets.basic import Body, SecondaryButton, row

ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Enlargement against the width of the view, or `WIDEST`."""
WIDEST: Final = 860
"""A page is drawn no wider than this before it is enlarged, px at 100 %."""
_MOST_PIXELS: Final = 6000
"""Longest side that is drawn; a larger picture would not show more."""


class PdfFile:
    """The pages of a PDF held in memory. Raises ValueError with a sentence when it cannot be read."""

    def __init__(self, path: Path) -> None:
        try:
            self._document = pdfium.PdfDocument(path.read_bytes())
            self.count = len(self._document)
        except (OSError, pdfium.PdfiumError) as problem:
            raise ValueError(f"「{path.name}」を開けません。書類を作り直すと表示できます。") from problem
        self.name = path.name

    def size(self, number: int) -> QSize:
        """Width and height of a page in points (1/72 inch)."""
        width, height = self._document[number].get_size()
        return QSize(int(width), int(height))

    def image(self, number: int, scale: float) -> QImage:
        """A page as a picture, `scale` pixels per point."""
        page = self._document[number]
        scale = min(scale, _MOST_PIXELS / max(page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
        return shown.copy()

    def text(self, number: int) -> str:
        """The text of a page, for screen readers."""
        page = self._document[number].get_textpage()
        try:
            return str(page.get_text_range())
        finally:
            page.close()

    def close(self) -> None:
        """Lets go of the memory."""
        self._document.close()


class _Sheet(QWidget):
    """The page on a white sheet with a hairline."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()

    def put(self, pixmap: QPixmap) -> None:
        self._pixmap = pixmap
        self.setFixedSize(pixmap.deviceIndependentSize().toSize().expandedTo(QSize(1, 1)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.setPen(QColor(theme.LINE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Scroll(QScrollArea):
    """Keys for pages and size; arrows scroll."""

    def __init__(self, owner: "PdfView") -> None:
        super().__init__(owner)
        self._owner = owner
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_PageDown: lambda: self._owner.turn(1), Qt.Key.Key_PageUp: lambda: self._owner.turn(-1),
            Qt.Key.Key_Home: lambda: self._owner.go_to(0), Qt.Key.Key_End: lambda: self._owner.go_to(self._owner.count - 1),
            Qt.Key.Key_Plus: lambda: self._owner.enlarge(1), Qt.Key.Key_Semicolon: lambda: self._owner.enlarge(1),
            Qt.Key.Key_Minus: lambda: self._owner.enlarge(-1), Qt.Key.Key_0: lambda: self._owner.enlarge(0),
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if act:
            act()
        else:
            super().keyPressEvent(event)


class PdfView(QWidget):
    """One page of a PDF with buttons and keys (PageUp, PageDown, Home, End, +, −, 0) for pages and size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: PdfFile | None = None
        self.page = 0
        self._zoom = ZOOMS.index(1.0)
        self.before, self.after = SecondaryButton("前のページ", self), SecondaryButton("次のページ", self)
        self.smaller, self.larger = SecondaryButton("小さく", self), SecondaryButton("大きく", self)
        self.where = QLabel(self)
        self.message = Body("", self)
        self._sheet = _Sheet()
        self.area = _Scroll(self)
        self.area.setWidget(self._sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        bar = row(spacing=8)
        for widget in (self.before, self.after, self.where):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.smaller)
        bar.addWidget(self.larger)
        layout.addLayout(bar)
        layout.addWidget(self.message)
        layout.addWidget(self.area, 1)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self.enlarge(-1))
        self.larger.clicked.connect(lambda: self.enlarge(1))
        self.message.hide()

    @property
    def count(self) -> int:
        """Number of pages; 0 while nothing is shown."""
        return self._file.count if self._file else 0

    @property
    def image(self) -> QImage:
        """The page as it is drawn now."""
        return self._sheet.grab().toImage()

    def open(self, path: Path) -> bool:
        """Shows the first page of a PDF; False with a sentence on the screen when it cannot be read."""
        self.close_file()
        try:
            self._file = PdfFile(path)
        except ValueError as problem:
            self.message.set_text(str(problem))
        self.message.setVisible(self._file is None)
        self.area.setVisible(self._file is not None)
        self.page = 0
        self._draw()
        return self._file is not None

    def close_file(self) -> None:
        """Shows nothing and lets go of the memory."""
        if self._file:
            self._file.close()
        self._file = None

    def turn(self, pages: int) -> None:
        """Goes forward or back by pages, staying within the file."""
        self.go_to(self.page + pages)

    def go_to(self, number: int) -> None:
        """Shows a page (from 0), the nearest there is."""
        if self._file:
            self.page = min(max(number, 0), self.count - 1)
            self._draw()
            self.area.verticalScrollBar().setValue(0)

    def enlarge(self, steps: int) -> None:
        """Larger (1), smaller (−1), or back to the width of the view (0)."""
        wanted = ZOOMS.index(1.0) if steps == 0 else self._zoom + steps
        self._zoom = min(max(wanted, 0), len(ZOOMS) - 1)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the width of the view."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if not self._file:
            self.where.setText("")
            self._sheet.put(QPixmap())
            return
        bar = self.area.verticalScrollBar().sizeHint().width()
        space = self.area.width() - bar - 2 * self.area.frameWidth() - theme.px(8)
        width = min(max(space, theme.px(100)), theme.px(WIDEST)) * ZOOMS[self._zoom]
        ratio = self.devicePixelRatioF()
        shown = QPixmap.fromImage(self._file.image(self.page, width * ratio / self._file.size(self.page).width()))
        shown.setDevicePixelRatio(ratio)
        self._sheet.put(shown)
        self.where.setText(f"{self.page + 1} / {self.count} ページ")
        self.area.setAccessibleName(f"{self._file.name}　{self.page + 1}ページ目（全{self.count}ページ）")
        self.area.setAccessibleDescription(self._file.text(self.page))

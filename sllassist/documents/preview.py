"""Pictures of a PDF's pages, for a preview on the screen.

Not for: drawing PDFs (`sllassist.documents.pdf`), and for widgets.
"""

import io
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as PNG; width and height in pixels."""

    png: bytes
    width: int
    height: int


def preview_pages(pdf: Path | bytes, dpi: int = 96) -> list[PagePicture]:
    """Every page of a PDF at `dpi` dots per inch. Raises OSError for a missing file, ValueError for one that is no PDF."""
    import pypdfium2

    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise ValueError(str(problem)) from problem
    pictures = []
    try:
        for page in document:
            image = page.render(scale=dpi / 72).to_pil()
            out = io.BytesIO()
            image.save(out, "PNG")
            pictures.append(PagePicture(out.getvalue(), image.width, image.height))
            page.close()
    finally:
        document.close()
    return pictures

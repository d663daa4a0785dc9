"""The manifest's PDF holds all of its text, however long, inside the margins of as many pages as it takes."""

import io
import re
import subprocess
from pathlib import Path

import pypdf
import pytest

from sllassist.documents.manifest import Attachment, Manifest, Section
from sllassist.documents.manifest_pdf import as_pdf

PLACE = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')


def many(word: str, count: int) -> str:
    return "".join(f"{word}{n}番です。" for n in range(1, count + 1))


LONG = Manifest(
    "送付内容一覧", "計画書の提出",
    (
        Section("送り先", rows=(("宛先", many("宛", 300)), ("長い名前の書類の長い長い題名がここに入ります", many("書", 20)))),
        Section("本文", "写せます。", copy_text="\n".join(f"本文{n}行です。" for n in range(1, 151))),
        Section("確かめること", lines=tuple(many(f"確{n}の", 12) for n in range(1, 21))),
        Section("添付", files=tuple(Attachment(f"書類{n}.xlsx", bytes(n)) for n in range(1, 41))),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manifest") / "一覧.pdf"
    data, pages = as_pdf(LONG)
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == pages > 5
    path.write_bytes(data)
    return path


def test_nothing_is_lost_over_the_page_ends(made: Path) -> None:
    raw = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", made, "-"], check=True, capture_output=True).stdout.decode()
    # the foot of a page may stand between two halves of a sentence
    whole = re.sub(r"送付内容一覧　?計画書の提出", "", re.sub(r"\s", "", re.sub(r"\d+ / \d+ ページ", "", raw)))
    wanted = [f"宛{n}番です。" for n in range(1, 301)] + [f"本文{n}行です。" for n in range(1, 151)]
    wanted += [f"書類{n}.xlsx" for n in range(1, 41)] + [f"確20の{n}番です。" for n in range(1, 13)]
    assert [text for text in wanted if text not in whole] == []


def test_every_page_says_which_of_how_many_it_is(made: Path) -> None:
    count = len(pypdf.PdfReader(made).pages)
    for number in range(1, count + 1):
        told = ["pdftotext", "-f", str(number), "-l", str(number), "-enc", "UTF-8", made, "-"]
        assert f"{number} / {count} ページ" in subprocess.run(told, check=True, capture_output=True).stdout.decode()


def test_everything_is_inside_the_page_and_lines_never_meet(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    subprocess.run(["pdftotext", "-bbox", made, out], check=True)
    for page in out.read_text("utf-8").split("<page ")[1:]:
        words = [tuple(map(float, found)) for found in PLACE.findall(page)]
        assert words
        for x0, y0, x1, y1 in words:
            assert 50 < x0 < x1 < 545
            assert 40 < y0 < y1 < 830
        for index, (x0, y0, x1, y1) in enumerate(words):
            for other in words[index + 1 :]:
                apart = other[0] >= x1 - 1 or other[2] <= x0 + 1 or other[1] >= y1 - 4 or other[3] <= y0 + 4
                assert apart, (x0, y0, other)

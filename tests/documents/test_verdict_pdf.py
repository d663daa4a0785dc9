"""判定書: what another program reads in the PDF, that nothing is lost over its pages, and that nothing overlaps."""

import datetime as dt
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PdfText
from support.pdfglyphs import missing_glyphs

from sllassist.case.problems import InputProblem
from sllassist.documents.verdict_pdf import Condition, Override, Source, VerdictPaper, write_verdict

PLACE = re.compile(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')
DOCUMENT = "長野県「信州SLL活用促進制度」説明資料 令和7年度"
LAW = Source("県条例", "第12条", note="改正前の値です。")
SITE = Condition("yes", "長野県内に事業所があります。", "本社工場", "1か所以上", Source(DOCUMENT, "対象者 借入人", "2025年7月17日から"))
CARS = Condition("no", "自動車が義務の基準以上です。", "200 台", "200 台未満", Source(DOCUMENT, "対象事業者 3つ目", status="未確認"))
ENERGY = Condition("unknown", "エネルギー使用量が未入力です。", limit="1,500 kL/年未満", source=LAW)
DUTY = Condition("no", "県の条例による計画書の提出義務がありません。", children=(CARS, ENERGY))
PAPER = VerdictPaper(
    "信州SLL（脱炭素型）活用促進制度", "髙﨑𠮷精機株式会社", dt.date(2026, 11, 1), dt.date(2026, 11, 20), "対象になりません", "no",
    (SITE, DUTY), facts=(("自動車の台数", "200 台"), ("融資期間", "5年")), changes=("自動車を1台減らすと、対象になります。",),
    notes=("融資は金融機関が決めます。",),
)  # fmt: skip


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def read(paper: VerdictPaper, folder: Path, pdf_text: PdfText) -> str:
    return flat(pdf_text(write_verdict(folder / "判定書.pdf", paper).path))


def lines(path: Path) -> list[str]:
    told = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", path, "-"], check=True, capture_output=True)
    return [line.strip() for line in told.stdout.decode().splitlines() if line.strip()]


def test_a_small_verdict_is_one_page_that_says_everything(tmp_path: Path, pdf_text: PdfText) -> None:
    written = write_verdict(tmp_path / "判定書.pdf", PAPER)
    assert (written.pages, written.problems) == (1, ())
    text = flat(pdf_text(written.path))
    for wanted in (
        "作成日2026年11月20日", "判定書", "髙﨑𠮷精機株式会社", "2026年11月1日現在", "対象になりません",
        "条件3件のうち、適合1件、不適合1件、不明1件", "次のすべてに当てはまること", "いまの値：200台基準：200台未満",
        "改正前の値です。", "自動車の台数200台", "自動車を1台減らすと、対象になります。", "融資は金融機関が決めます。", "1/1ページ",
    ):  # fmt: skip
        assert wanted in text
    assert missing_glyphs(written.path.read_bytes()) == []


def test_each_condition_stands_on_a_line_with_its_word_and_its_clause(tmp_path: Path) -> None:
    found = lines(write_verdict(tmp_path / "判定書.pdf", PAPER).path)
    (site,) = [line for line in found if "長野県内に事業所があります。" in line]
    assert site.startswith("適合")
    assert site.endswith("対象者 借入人 2025年7月17日から")
    assert not [line for line in found if "本社工場" in line], "what is met is told in a line"
    (cars,) = [line for line in found if "自動車が義務の基準以上です。" in line]
    assert cars.startswith("不適合")
    assert "対象事業者 3つ目" in cars
    (energy,) = [line for line in found if "エネルギー使用量が未入力です。" in line]
    assert energy.startswith("不明")
    assert [line for line in found if line.endswith("対象事業者 3つ目 【未確認】")]


def test_every_document_is_named_once_with_the_number_the_conditions_give(tmp_path: Path, pdf_text: PdfText) -> None:
    text = read(PAPER, tmp_path, pdf_text)
    assert text.count(flat(DOCUMENT)) == 1
    assert [text.count(f"［{number}］") for number in (1, 2, 3)] == [3, 2, 0]
    assert text.count("※1") == 2


def test_what_a_person_decided_is_told_with_name_day_reason_and_the_programs_verdict(tmp_path: Path, pdf_text: PdfText) -> None:
    decided = Override("まだ分かりません", "髙﨑 𠮷子", dt.date(2026, 11, 18), "県に電話で確かめた。")
    text = read(replace(PAPER, override=decided, verdict="対象です", answer="yes"), tmp_path / "a", pdf_text)
    assert "対象ですこの結論は手で決めたものです。プログラムの判定は「まだ分かりません」です。" in text
    for wanted in ("決めた人髙﨑𠮷子", "決めた日2026年11月18日", "理由県に電話で確かめた。"):
        assert wanted in text
    assert "2026年11月18日に決めた結論を、2026年11月1日の時点の判定にも使っています。" in text
    assert "手で決めた" not in read(PAPER, tmp_path / "b", pdf_text)


def test_what_is_not_given_leaves_no_empty_heading(tmp_path: Path, pdf_text: PdfText) -> None:
    bare = VerdictPaper("千葉県 環境保全資金", "", dt.date(2026, 11, 1), dt.date(2026, 11, 20), "まだ分かりません", "unknown", ())
    text = read(bare, tmp_path, pdf_text)
    assert "名称未入力" in text
    for heading in ("条件", "判定に使った事実", "結論が変わるとしたら", "備考"):
        assert heading not in text


def ordinary(leaves: int = 14) -> VerdictPaper:
    """As much as a firm with three projects has to say of a scheme."""
    source = Source(DOCUMENT, "融資の条件 融資期間（設備資金10年以内）", "2024年4月1日から", note="2025年3月31日までの値です。")
    part = Condition("yes", "融資期間 10年 は、設備資金の上限 10年以内です。", "10年", "設備資金は10年以内", source)
    facts = tuple((f"対象事業の種類（{n}つ目の事業）", "再生可能エネルギー") for n in range(16))
    return replace(PAPER, conditions=(SITE, CARS, *(replace(part, statement=f"{n}　{part.statement}") for n in range(leaves))), facts=facts)


def test_what_an_ordinary_firm_is_told_stands_on_one_page(tmp_path: Path) -> None:
    assert write_verdict(tmp_path / "a.pdf", ordinary()).pages == 1
    assert write_verdict(tmp_path / "b.pdf", ordinary(40)).pages == 2


def long(count: int) -> VerdictPaper:
    def leaf(n: int) -> Condition:
        source = Source(f"資料{n % 5}の長い題名", f"第{n}条の{'長い場所の説明' * 3}", "令和8年度", "未確認")
        answer = ("yes", "no", "unknown")[n % 3]
        return Condition(answer, f"条件{n}番は{'とても長い説明で、' * 6}満たされています。", f"値{n}番", f"基準{n}番", source)

    inner = Condition("no", f"その中の条件で{'長い説明があり、' * 8}続きます。", source=leaf(7).source, children=(leaf(900), leaf(901)))
    tree = Condition("no", "入れ子の条件", joined="any", children=(inner, leaf(902)))
    return replace(
        PAPER, conditions=(*(leaf(n) for n in range(1, count)), tree),
        facts=tuple((f"事実{n}番", f"内容{n}番") for n in range(1, 41)),
        changes=tuple(f"変更{n}番を{'行うと結論が変わります。' * 5}" for n in range(1, 11)),
    )  # fmt: skip


def test_nothing_is_lost_over_the_page_ends_and_the_table_repeats_its_head(tmp_path: Path) -> None:
    written = write_verdict(tmp_path / "判定書.pdf", long(40))
    assert written.pages > 2
    found = lines(written.path)
    whole = flat("".join(found))
    wanted = [f"条件{n}番は" for n in (*range(1, 40), 900, 901, 902)] + [f"値{n}番" for n in range(1, 40) if n % 3]
    wanted += [f"内容{n}番" for n in range(1, 41)] + [f"変更{n}番を" for n in range(1, 11)]
    assert [text for text in wanted if text not in whole] == []
    heads = [line for line in found if "条件といまの状態" in line]
    assert 1 < len(heads) < written.pages
    assert [f"{n} / {written.pages} ページ" for n in range(1, written.pages + 1)] == [
        line.rpartition("　")[2].split("  ")[-1].strip() for line in found if line.endswith("ページ")
    ]


def words(path: Path, folder: Path) -> list[list[tuple[float, ...]]]:
    out = folder / "x.html"
    subprocess.run(["pdftotext", "-bbox", path, out], check=True)
    told = out.read_text("utf-8", errors="replace")  # pdftotext writes 𠮷 in the title as two halves
    return [[tuple(map(float, found)) for found in PLACE.findall(page)] for page in told.split("<page ")[1:]]


@pytest.mark.parametrize("paper", [PAPER, ordinary(), long(40)], ids=["short", "ordinary", "long"])
def test_everything_is_inside_the_page_and_texts_never_meet(paper: VerdictPaper, tmp_path: Path) -> None:
    for page in words(write_verdict(tmp_path / "判定書.pdf", paper).path, tmp_path):
        for index, (x0, y0, x1, y1) in enumerate(page):
            assert 50 < x0 < x1 < 545
            assert 30 < y0 < y1 < 830
            for other in page[index + 1 :]:
                apart = other[0] >= x1 - 1 or other[2] <= x0 + 1 or other[1] >= y1 - 4 or other[3] <= y0 + 4
                assert apart, (x0, y0, other)


def test_a_condition_longer_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    endless = replace(SITE, statement="".join(f"文{n}です。" for n in range(1, 900)))
    path = write_verdict(tmp_path / "判定書.pdf", replace(PAPER, conditions=(endless, DUTY))).path
    column = ["-x", "97", "-y", "34", "-W", "275", "-H", "766"]
    told = subprocess.run(["pdftotext", "-raw", *column, "-enc", "UTF-8", path, "-"], check=True, capture_output=True).stdout.decode()
    assert endless.statement in flat(told.replace("条件といまの状態", ""))


def test_the_same_paper_is_the_same_file_and_another_keeps_the_old_one(tmp_path: Path) -> None:
    first = write_verdict(tmp_path / "判定書.pdf", PAPER).path.read_bytes()
    assert write_verdict(tmp_path / "判定書.pdf", PAPER).path.read_bytes() == first
    assert len(list(tmp_path.iterdir())) == 1
    write_verdict(tmp_path / "判定書.pdf", replace(PAPER, verdict="対象です"))
    (old,) = tmp_path.glob("判定書（旧*.pdf")
    assert old.read_bytes() == first


def test_characters_without_a_glyph_are_warnings(tmp_path: Path) -> None:
    odd = replace(PAPER, firm="CO₂社", conditions=(replace(DUTY, children=(replace(SITE, statement="😀"),)),))
    written = write_verdict(tmp_path / "判定書.pdf", odd)
    assert [(p.level, p.params["form"], p.params["text"]) for p in written.problems] == [
        ("warning", "判定書", "₂"), ("warning", "判定書", "😀"),
    ]  # fmt: skip


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "塞ぐ").write_text("x")
    with pytest.raises(InputProblem, match="保存できません"):
        write_verdict(tmp_path / "塞ぐ" / "判定書.pdf", PAPER)

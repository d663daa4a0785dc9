"""A small workbook with what form fillers tend to break: furigana, rich text, calculation chain, shared formula, shapes' parts,
unknown extensions, 1904 dates. Written as raw parts, so that no library has smoothed it.

Not for: our own blanks (`forms/`).
"""

import io
import zipfile

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SHEET = f"""{HEAD}<worksheet {NS} {REL} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"
 xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr codeName="Sheet1"/><dimension ref="A1:F9"/>
<sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews><sheetFormatPr defaultRowHeight="18.75" x14ac:dyDescent="0.4"/>
<cols><col min="1" max="4" width="12.625" customWidth="1"/><col min="5" max="5" width="9" style="2"/></cols>
<sheetData>
<row r="1" spans="1:3" ht="30" customHeight="1" x14ac:dyDescent="0.4"><c r="A1" s="1" t="s"><v>0</v></c><c r="C1" s="2"><v>42</v></c></row>
<row r="3" spans="1:4"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"/><c r="D3"><f>C1*2</f><v>84</v></c></row>
<row r="5"><c r="A5"><f t="shared" ref="A5:A6" si="0">C1+1</f><v>43</v></c><c r="B5" t="str"><f>"x"&amp;C1</f><v>x42</v></c></row>
<row r="6"><c r="A6"><f t="shared" si="0"/><v>1</v></c><c r="C6" t="b"><v>1</v></c></row>
<row r="8" s="2" customFormat="1"><c><v>5</v></c><c><v>6</v></c></row>
</sheetData>
<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>
<dataValidations count="1"><dataValidation type="list" imeMode="hiragana" sqref="B3">
<formula1>"はい,いいえ"</formula1></dataValidation></dataValidations>
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>
<pageSetup paperSize="9" orientation="portrait" r:id="rId1"/>
<headerFooter><oddFooter>&amp;P/&amp;N</oddFooter></headerFooter>
<extLst><ext uri="{{00000000-0000-0000-0000-000000000000}}" xmlns:own="urn:own"><own:thing kept="yes"/></ext></extLst></worksheet>"""

PARTS = {
    "[Content_Types].xml": f"""{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>""",
    "_rels/.rels": f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{TYPE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""{HEAD}<workbook {NS} {REL}><workbookPr date1904="1"/><bookViews><workbookView/></bookViews>
<sheets><sheet name="様式 '1'" sheetId="1" r:id="rId1"/><sheet name="隠し" sheetId="2" state="veryHidden" r:id="rId2"/></sheets>
<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">'様式 ''1'''!$A$1:$D$9</definedName></definedNames>
<calcPr calcId="191029" iterate="1"/><fileRecoveryPr repairLoad="1"/></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{TYPE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{TYPE}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{TYPE}/styles" Target="styles.xml"/>
<Relationship Id="rId4" Type="{TYPE}/sharedStrings" Target="sharedStrings.xml"/>
<Relationship Id="rId5" Type="{TYPE}/calcChain" Target="calcChain.xml"/>
<Relationship Id="rId6" Type="{TYPE}/externalLink" Target="https://example.jp/x" TargetMode="External"/></Relationships>""",
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/_rels/sheet1.xml.rels": f"""{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{TYPE}/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>""",
    "xl/worksheets/sheet2.xml": f"{HEAD}<worksheet {NS}><sheetData/></worksheet>",
    "xl/printerSettings/printerSettings1.bin": "printer\x00settings",
    "xl/styles.xml": f"""{HEAD}<styleSheet {NS}><fonts count="2"><font><sz val="11"/><name val="游ゴシック"/></font><font><b/><sz val="14"/>
<name val="ＭＳ 明朝"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>""",
    "xl/sharedStrings.xml": f"""{HEAD}<sst {NS} count="2" uniqueCount="2"><si><t>事業者</t><rPh sb="0" eb="3"><t>ジギョウシャ</t></rPh></si>
<si><r><rPr><b/></rPr><t>太</t></r><r><t>い</t></r></si></sst>""",
    "xl/calcChain.xml": f'{HEAD}<calcChain {NS}><c r="D3" i="1"/><c r="A5"/><c r="A6"/><c r="B5"/></calcChain>',
    "customXml/item1.xml": f"{HEAD}<own>これは残る</own>",
}
SHEET_NAME = "様式 '1'"


def sample_workbook(**replaced: str) -> bytes:
    """The workbook; parts may be replaced by name ("xl/workbook.xml")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in {**PARTS, **replaced}.items():
            stored = zipfile.ZIP_STORED if name.endswith(".bin") else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), text.encode(), compress_type=stored)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Part name → bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}

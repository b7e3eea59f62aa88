"""Files that want to harm whoever reads them, made on the spot."""

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sharedStrings+xml"/></Types>'
)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELS}">'
    '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
STRINGS = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>region</t></si></sst>'


def sheet(rows: str, head: str = "", before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData></worksheet>'


def package(rows: str = "", *, sheet_xml: str = "", strings: str = STRINGS, **more: str) -> bytes:
    """An XLSX file with one sheet, made by hand."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT_RELS)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        archive.writestr("xl/sharedStrings.xml", strings)
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml or sheet(rows))
        for name, content in more.items():
            archive.writestr(name, content)
    return target.getvalue()


def many_strings() -> bytes:
    """Four hundred thousand different texts, of which one is used: bearable with room, not without."""
    texts = "".join(f"<si><t>text {number:09d}</t></si>" for number in range(400_000))
    strings = f'<?xml version="1.0"?><sst xmlns="{MAIN}">{texts}</sst>'
    cells = '<c r="A{0}" t="s"><v>0</v></c><c r="B{0}"><v>1</v></c>'
    return package("".join(f'<row r="{n}">{cells.format(n)}</row>' for n in (1, 2)), strings=strings)


def plain_book() -> bytes:
    book = Workbook()
    book.active.append(["region", "value"])
    book.active.append(["X", 1])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def entities(levels: int = 9) -> str:
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE worksheet [{''.join(lines)}]>"


def inline(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def billion_laughs() -> bytes:
    return package(sheet_xml=sheet(inline("&a8;"), before=entities()))


def billion_laughs_in_strings() -> bytes:
    strings = f'<?xml version="1.0"?>{entities().replace("worksheet", "sst")}<sst xmlns="{MAIN}"><si><t>&a8;</t></si></sst>'
    return package('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings)


def external_entity() -> bytes:
    before = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return package(sheet_xml=sheet(inline("&x;"), before=before))


def zip_bomb() -> bytes:
    """Sixty megabytes of blanks in sixty kilobytes."""
    return package(sheet_xml=sheet("", head=" " * 60_000_000))


def many_bombs() -> bytes:
    """Each part is bearable, all together are not."""
    return package("", **{f"xl/media/{n}.bin": "\0" * 9_000_000 for n in range(6)})


def strings_bomb() -> bytes:
    """One long text, named sixty thousand times."""
    strings = f'<?xml version="1.0"?><sst xmlns="{MAIN}"><si><t>{"x" * 9_000}</t></si></sst>'
    cells = "".join(f'<c r="{chr(65 + n)}{{0}}" t="s"><v>0</v></c>' for n in range(20))
    rows = "".join(f'<row r="{n}">{cells.replace("{0}", str(n))}</row>' for n in range(1, 3001))
    return package(rows, strings=strings)


def wide_sheet() -> bytes:
    return package('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')


def deep_sheet(last: int = 1_048_576) -> bytes:
    """Says it has a million rows, and has two far apart."""
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{last}"><c r="A{last}"><v>1</v></c></row>'
    return package(sheet_xml=sheet(rows, head='<dimension ref="A1:XFD1048576"/>'))


def bottomless_sheet() -> bytes:
    return package(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999999"><c r="A2"><v>1</v></c></row>'
    )


def deep_nesting() -> bytes:
    return package(sheet_xml=sheet("<row>" * 200_000 + "</row>" * 200_000))


def lying_dimension() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    return package(sheet_xml=sheet(rows, head='<dimension ref="A1:XFD1048576"/>'))


def fresh_formula() -> bytes:
    return package('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1+1</f></c></row>')


def with_macros() -> bytes:
    return package('<row r="1"><c r="A1"><v>1</v></c></row>', **{"xl/vbaProject.bin": "x"})


def climbing_name() -> bytes:
    return package('<row r="1"><c r="A1"><v>1</v></c></row>', **{"../../etc/cron.d/x": "x"})


def encrypted_member() -> bytes:
    """The flag is what a reader sees first."""
    content = bytearray(plain_book())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def open_document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return target.getvalue()


def archive_of(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


def many_members() -> bytes:
    return package("", **{f"xl/media/{n}": "x" for n in range(1100)})


# name of the file, its content, the code of the refusal
HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "zip bomb": ("a.xlsx", zip_bomb, {"unpacks_too_large"}),
    "many small bombs": ("a.xlsx", many_bombs, {"unpacks_too_large"}),
    "billion laughs": ("a.xlsx", billion_laughs, {"dangerous_xml"}),
    "billion laughs in strings": ("a.xlsx", billion_laughs_in_strings, {"dangerous_xml"}),
    "external entity": ("a.xlsx", external_entity, {"dangerous_xml"}),
    "shared strings": ("a.xlsx", strings_bomb, {"too_much_text"}),
    "sixteen thousand columns": ("a.xlsx", wide_sheet, {"too_many_columns"}),
    "a million rows": ("a.xlsx", deep_sheet, {"too_far_down"}),
    "a row beyond counting": ("a.xlsx", bottomless_sheet, {"too_far_down", "too_much_work"}),
    "deep nesting": ("a.xlsx", deep_nesting, {"damaged", "too_much_work", "empty_file", "too_far_down"}),
    "truncated": ("a.xlsx", lambda: plain_book()[:-300], {"damaged"}),
    "half": ("a.xlsx", lambda: plain_book()[:2000], {"damaged"}),
    "encrypted archive": ("a.xlsx", encrypted_member, {"encrypted"}),
    "encrypted workbook or XLS": ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, {"old_excel"}),
    "macros": ("a.xlsm", with_macros, {"macros"}),
    "formula without result": ("a.xlsx", fresh_formula, {"formula_without_value"}),
    "name that climbs": ("a.xlsx", climbing_name, {"odd_member"}),
    "too many parts": ("a.xlsx", many_members, {"too_many_members"}),
    "spreadsheet of OpenDocument": ("a.ods", open_document, {"open_document"}),
    "archive of something": ("a.xlsx", lambda: archive_of("readme.txt"), {"not_a_workbook"}),
    "archive in an archive": ("a.xlsx", lambda: archive_of("inner.zip"), {"not_a_workbook"}),
    "binary workbook": ("a.xlsx", lambda: archive_of("xl/workbook.bin"), {"binary_excel"}),
    "picture named as a table": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, {"not_a_table"}),
    "document named as a table": ("a.xlsx", lambda: b"%PDF-1.7\n1 0 obj", {"not_a_table"}),
    "page named as a table": ("a.csv", lambda: b"<!DOCTYPE html><script>x</script>", {"not_a_table"}),
    "program": ("a.csv", lambda: b"MZ\x90\0\x03\0\0\0", {"not_a_table"}),
    "empty": ("a.csv", lambda: b"", {"empty_file"}),
    "only blanks": ("a.csv", lambda: b"\n\n  \n", {"empty_file"}),
    "zero bytes": ("a.csv", lambda: b"region,value\nX,\0 1\n", {"nul_byte"}),
    "one cell of ten megabytes": ("a.csv", lambda: b'a,b\n1,"' + b"x" * 10_000_000 + b'"\n', {"line_too_long"}),
    "one long cell": ("a.csv", lambda: b"a,b\n1," + b"x" * 20_000 + b"\n", {"cell_too_long"}),
    "unclosed quote": ("a.csv", lambda: b'a,b\n1,"x\n', {"malformed_csv"}),
    "a thousand columns": ("a.csv", lambda: b",".join([b"x"] * 1000), {"too_many_columns"}),
    "no separator": ("a.csv", lambda: b"region\nX\n", {"wrong_delimiter"}),
    "neither encoding": ("a.csv", lambda: b"a,b\n\x98\xff,\x98\n", {"unknown_encoding"}),
    "half of UTF-16": ("a.csv", lambda: b"\xff\xfea\0,\0b\0\n\0\xd8", {"unknown_encoding"}),
}  # fmt: skip

"""Sheets, pages, mail, archives and texts with marks in every place."""

import gzip
import io
import tarfile
from email.message import EmailMessage

import py7zr
import pypdfium2
import pypdfium2.raw as pdfium
import typst
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.office import W, para, run, zipped

FACE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def xlsx() -> Planted:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("表")
    sheet.write("B3", mark(1))
    sheet.write_comment("C1", mark(2))
    sheet.set_header(f'&C&"宋体"{mark(3)}')
    sheet.set_footer(f"&L{mark(4)}")
    sheet.insert_textbox(3, 3, mark(5))
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write("A6", mark(6))
    sheet.set_column("F:G", None, None, {"hidden": True})
    sheet.write("F9", mark(7))
    hidden = book.add_worksheet("隐")
    hidden.write("A1", mark(8))
    hidden.hide()
    very = book.add_worksheet("深")
    very.write("A1", mark(9))
    very.very_hidden()
    sheet.data_validation("H1", {"validate": "list", "source": [mark(10)]})
    sheet.write_rich_string("B8", "机", book.add_format({"bold": True}), "密★11", "年")
    book.set_properties({"title": mark(12)})
    book.set_custom_property("x", mark(13))
    book.close()
    return Planted(
        name="xlsx",
        content=target.getvalue(),
        layers={
            "body": {1, 11},
            "comment": {2},
            "header": {3},
            "footer": {4},
            "text-box": {5},
            "hidden-row": {6, 7},
            "hidden-sheet": {8, 9},
            "form-field": {10},
            "properties": {12},
            "custom-properties": {13},
        },
    )


def pdf() -> Planted:
    text = f'#set document(title: "{mark(2)}")\n#set text(font: "Noto Serif CJK SC")\n{mark(1)}\n#pagebreak()\n{mark(3)}'
    document = pypdfium2.PdfDocument(typst.compile(text.encode()))
    attachment = document.new_attachment("a.txt")
    attachment.set_data(mark(4).encode())
    page = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_TEXT)
    wide = (mark(5) + "\0").encode("utf-16-le")
    buffer = (pdfium.FPDF_WCHAR * (len(wide) // 2)).from_buffer_copy(wide)
    pdfium.FPDFAnnot_SetStringValue(note, b"Contents", buffer)
    pdfium.FPDFPage_CloseAnnot(note)
    target = io.BytesIO()
    document.save(target)
    document.close()
    return Planted(
        name="pdf",
        content=target.getvalue(),
        layers={"body": {1, 3}, "properties": {2}, "attachment": {4}, "annotation": {5}},
    )


def rtf() -> Planted:
    def coded(text: str) -> str:
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))

    wide = "".join(f"\\u{ord(c)}?" for c in mark(1))
    text = (
        r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 x;}}"
        rf"{{\info{{\title {coded(mark(2))}}}}}{{\header {coded(mark(3))}\par}}{{\footer {coded(mark(4))}\par}}"
        rf"{wide}\par {{\v {coded(mark(5))}}}\par {{\deleted {coded(mark(6))}}}\par"
        rf"\trowd {coded(mark(7))}\cell\row a{{\footnote {coded(mark(8))}}}{{\*\annotation {coded(mark(9))}}}"
        rf"{{\shp{{\*\shpinst{{\shptxt {coded(mark(10))}\par}}}}}}{{\*\userprops {{\staticval {coded(mark(11))}}}}}}}"
    )
    return Planted(
        name="rtf",
        content=text.encode(),
        layers={
            "properties": {2},
            "header": {3},
            "footer": {4},
            "body": {1, 7},
            "hidden-text": {5},
            "deleted": {6},
            "footnote": {8},
            "comment": {9},
            "text-box": {10},
            "custom-properties": {11},
        },
    )


def html() -> Planted:
    text = (
        f'<!doctype html><html><head><meta charset=gb2312><title>{mark(1)}</title><meta name=d content="{mark(2)}"></head><body>'
        f"<p>机<b>密</b>★3<i>年</i></p><!-- {mark(4)} --><p style='display: none'>{mark(5)}</p><img alt='{mark(6)}' src=x>"
        f"<input type=hidden value='{mark(7)}'><input value='{mark(8)}'><table><tr><td>{mark(9)}</table>"
        f"<script>var a='{mark(10)}'</script><del>{mark(11)}</del></body></html>"
    )
    return Planted(
        name="html",
        content=text.encode("gb18030"),
        layers={
            "properties": {1, 2},
            "body": {3},
            "markup": {4, 10},
            "hidden-text": {5, 7},
            "alt-text": {6},
            "form-field": {8},
            "table": {9},
            "deleted": {11},
        },
    )


def eml() -> Planted:
    mail = EmailMessage()
    mail["Subject"] = mark(1)
    mail["From"] = "a@example.org"
    mail.set_content(mark(2))
    mail.add_alternative(f"<p>{mark(3)}</p>", subtype="html")
    mail.add_attachment(
        mark(4).encode("gb18030"), maintype="text", subtype="plain", filename=f"{mark(5)}.txt"
    )
    inner = EmailMessage()
    inner["Subject"] = mark(6)
    inner.set_content(mark(7))
    mail.add_attachment(inner)
    mail.add_attachment(
        zipped({"word/document.xml": f"<w:document {W}><w:body>{para(run(mark(8)))}</w:body></w:document>"}),
        maintype="application", subtype="octet-stream", filename="a.bin",
    )  # fmt: skip
    mail.preamble = mark(9).encode("gb18030").decode("ascii", "surrogateescape")
    return Planted(
        name="eml",
        content=b"X-Note: " + mark(10).encode("gb18030") + b"\n" + mail.as_bytes(),
        layers={
            "properties": {1, 6, 10},
            "body": {2, 3},
            "attachment": {4, 7, 8},
            "file-name": {5},
            "hidden-text": {9},
        },
    )


def mhtml() -> Planted:
    """A page saved with its pictures: parts that belong together, as mail."""
    page = f"<html><body><p>{mark(1)}</p><p hidden>{mark(2)}</p><img src='cid:1' alt='{mark(3)}'></body></html>"
    mail = EmailMessage()
    mail["From"] = "<Saved by a browser>"
    mail["Subject"] = mark(4)
    mail["MIME-Version"] = "1.0"
    mail.make_related()
    mail.attach(_part(page.encode("gb18030"), "text", "html", "http://example.org/"))
    mail.attach(_part(f"p::before{{content:'{mark(5)}'}}".encode(), "text", "css", "cid:2"))
    return Planted(
        name="mhtml",
        content=mail.as_bytes(),
        layers={"body": {1, 5}, "hidden-text": {2}, "alt-text": {3}, "properties": {4}},
    )


def _part(content: bytes, maintype: str, subtype: str, location: str) -> EmailMessage:
    part = EmailMessage()
    part.set_content(content, maintype=maintype, subtype=subtype, cte="quoted-printable")
    part["Content-Location"] = location
    return part


def archive() -> Planted:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:gz") as inner:
        body = mark(1).encode()
        member = tarfile.TarInfo("a.txt")
        member.size = len(body)
        inner.addfile(member, io.BytesIO(body))
    seven = io.BytesIO()
    with py7zr.SevenZipFile(seven, "w") as packed:
        packed.writestr(mark(2), "b.txt")
    content = zipped(
        {
            "a.tar.gz": tar.getvalue(),
            "b.7z": seven.getvalue(),
            f"{mark(3)}.txt": mark(4),
            "m.eml": eml().content,
        }
    )
    return Planted(name="zip", content=content, layers={"body": {1, 2, 4}, "file-name": {3}})


def warc() -> Planted:
    page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{mark(1)}</p>".encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(page), page)
    )
    return Planted(name="warc", content=gzip.compress(record * 2), layers={"body": {1}})


def picture() -> Planted:
    image = Image.new("RGB", (64, 64))
    exif = image.getexif()
    exif[0x010E] = "机密★1年".encode().decode("latin-1")
    exif[0x013B] = "TOP SECRET"
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif, comment=mark(2).encode())
    return Planted(name="jpeg", content=target.getvalue(), layers={"exif": {2}})


def png() -> Planted:
    """Words in the chunks of a PNG beside the pixels."""
    notes = PngInfo()
    notes.add_text("Comment", mark(1), zip=True)
    notes.add_itxt("Description", mark(2))
    notes.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta><t>{mark(3)}</t></x:xmpmeta>")
    target = io.BytesIO()
    Image.new("RGB", (64, 64)).save(target, "PNG", pnginfo=notes)
    return Planted(name="png", content=target.getvalue(), layers={"exif": {1, 2, 3}})


def shown() -> Planted:
    """Words in the pixels themselves."""
    face = ImageFont.truetype(FACE, 44)
    image = Image.new("RGB", (520, 160), "white")
    pen = ImageDraw.Draw(image)
    pen.text((150, 20), mark(12), font=face, fill="black")
    pen.text((60, 90), "关于印发工作方案的通知", font=face, fill="black")
    target = io.BytesIO()
    image.save(target, "PNG")
    return Planted(name="picture", content=target.getvalue(), layers={"picture-text": {12}})


def csv() -> Planted:
    rows = f'序号,名称,备注\r\n1,甲,无\r\n2,乙,{mark(1)}\r\n3,丙,"{mark(2)},引"\r\n'
    return Planted(name="csv", content=rows.encode("gb18030"), layers={"body": {1, 2}})


def markdown() -> Planted:
    text = f'# {mark(1)}\n\n- 工作的*{mark(2)}*\n\n```\n{mark(3)}\n```\n\n<!-- {mark(4)} -->\n[x]: http://example.org/ "{mark(5)}"\n'
    return Planted(name="markdown", content=text.encode(), layers={"body": {1, 2, 3, 4, 5}})


def texts() -> list[Planted]:
    encodings = (
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    )
    body = f"关于做好有关工作的通知\n各单位：\n{mark(1)}\n请认真执行。\n"
    found = [
        Planted(name=f"text in {name}", content=body.encode(name), layers={"body": {1}})
        for name in encodings
    ]
    traditional = "關於做好有關工作的通知\n各單位：\n機密★1年\n請認真執行。\n"
    return [
        *found,
        Planted(
            name="text in big5",
            content=traditional.replace("★", "★").encode("big5"),
            layers={"body": {1}},
        ),
    ]

"""Files that hide the same three strings wherever their format has room, and in other writings."""

import base64
import io
import zipfile
from urllib.parse import quote

import xlsxwriter
from PIL import Image, PngImagePlugin

from tests.screening.planting.office import W, para, run, zipped

MARK, NAME, PHONE = "机密★7年", "天穹工程", "13912345678"
SECRETS = (MARK, NAME, PHONE)
PUBLIC = "这一句是公开的"
SIXTY_FOUR = base64.b64encode(f"名称：{NAME}".encode()).decode()
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def written(text: str) -> str:
    """A string as character references."""
    return "".join(f"&#x{ord(c):X};" for c in text)


def escaped(text: str) -> str:
    """A string as a script escapes it."""
    return "".join(f"\\u{ord(c):04x}" for c in text)


def png(text: str = NAME) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", text.encode("utf-8").decode("latin-1"))
    told.add_text("Title", text.encode("utf-8").decode("latin-1"), zip=True)
    told.add_itxt("Description", text, zip=True)
    picture = Image.new("RGB", (80, 60), "white")
    exif = picture.getexif()
    exif[0x010E] = text.encode().decode("latin-1")
    exif[0x9C9B] = (text + "\0").encode("utf-16-le")
    held = io.BytesIO()
    picture.save(held, "PNG", pnginfo=told, exif=exif)
    return held.getvalue() + text.encode()


def jpeg(text: str = NAME) -> bytes:
    picture = Image.new("RGB", (80, 60), "white")
    exif = picture.getexif()
    exif[0x010E] = text.encode().decode("latin-1")
    held = io.BytesIO()
    picture.save(held, "JPEG", exif=exif, comment=text.encode("gb18030"),
                 icc_profile=b"\0" * 130 + text.encode("utf-16-be"))  # fmt: skip
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + text.encode() + b"</x>"
    segment = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
    return held.getvalue()[:2] + segment + held.getvalue()[2:] + text.encode("utf-16-le")


def _body() -> str:
    deleted = f"<w:del w:id='1'><w:r><w:delText>{MARK}</w:delText></w:r></w:del>"
    was = "<w:del w:id='2'><w:r><w:delText>穹工程</w:delText></w:r></w:del>"
    put = "<w:ins w:id='3'><w:r><w:t>气</w:t></w:r></w:ins>"
    read = "<w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{}</w:t></w:r></w:rubyBase></w:ruby>"
    ruby = "".join(
        f"<w:r>{read.format(a, b)}</w:r>"
        for a, b in zip(("tian", "qiong", "gong", "cheng"), NAME, strict=True)
    )
    field = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>"
        for part in ('QUOTE "天穹', '工程"', f' \\o "{quote(MARK)}"')
    )
    box = f"<w:txbxContent>{para(*map(run, MARK))}</w:txbxContent>"
    return "".join(
        (
            para(run(PUBLIC)),
            para("".join(f'<w:r w:rsidR="00A1{i}"><w:t>{c}</w:t></w:r>' for i, c in enumerate(MARK))),
            para(run("天"), "<w:r><w:softHyphen/></w:r>", run("穹"), "<w:bookmarkStart w:name='x'/>", run("工程")),
            para(run("天"), was, put),
            para(deleted, run("公开")),
            para(ruby),
            para(field, run("显示")),
            para(run(f"电话{PHONE[:5]}"), "<w:proofErr/>", run(PHONE[5:])),
            para(f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:shape alt='{NAME}'><v:textpath string='{MARK}'/><v:textbox>{box}</v:textbox></v:shape></mc:Fallback></mc:AlternateContent></w:r>"),
            f"<w:sdt><w:sdtPr><w:tag w:val='{SIXTY_FOUR}'/></w:sdtPr><w:sdtContent>{para(run(NAME))}</w:sdtContent></w:sdt>",
            f"<!-- {NAME} --><?note {MARK}?>",
            para(run(written(MARK))),
            para(run(f"见{quote(NAME)}及{quote(NAME, encoding='gb18030')}")),
        )
    )  # fmt: skip


def _relations(*targets: tuple[str, str, str]) -> str:
    held = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
        for i, (kind, target, mode) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{held}</Relationships>'


def docx() -> bytes:
    external = ' TargetMode="External"'
    metafile = b"\x01\0\0\0" + b"".join(c.encode("utf-16-le") + b"\0\0T\0\0\0" for c in NAME)
    content = zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
            "_rels/.rels": _relations(("officeDocument", "word/document.xml", ""), ("metadata/thumbnail", "docProps/preview.jpeg", "")),
            "word/_rels/document.xml.rels": _relations(("image", f"media/{quote(NAME)}.png", ""), ("hyperlink", f"file:///C:/{quote(MARK, encoding='gb18030')}.doc", external), ("attachedTemplate", f"{NAME}.dotx", external), ("vbaProject", "vbaProject.bin", ""), ("image", "media/image2.emf", "")),
            "word/document.xml": f"<!-- {NAME} --><w:document {W}><w:body>{_body()}</w:body></w:document><!-- {MARK} -->",
            "word/styles.xml": f'<w:styles {W}><w:style><w:name w:val="{NAME}"/></w:style></w:styles>',
            "word/numbering.xml": f'<w:numbering {W}><w:lvlText w:val="{MARK} %1"/></w:numbering>',
            "word/fontTable.xml": f'<w:fonts {W}><w:font w:name="仿宋"><w:embedRegular r:id="rId1"/></w:font></w:fonts>',
            "word/_rels/fontTable.xml.rels": _relations(("font", "fonts/font1.odttf", "")),
            "word/fonts/font1.odttf": "glyphs of " + NAME,
            "word/glossary/document.xml": f"<w:glossaryDocument {W}>{para(*map(run, NAME))}</w:glossaryDocument>",
            "word/people.xml": f'<w:people {W}><w:person w:author="{NAME}"/></w:people>',
            "word/comments.xml": f'<w:comments {W}><w:comment w:initials="{NAME}">{para(run(MARK))}</w:comment></w:comments>',
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + NAME.encode("gb18030"),
            "word/printerSettings1.bin": NAME.encode("utf-16-le"),
            "word/media/image2.emf": metafile,
            f"word/media/{NAME}.png": png(),
            "word/media/image3.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME[:2]}<tspan>{NAME[2:]}</tspan></text></svg>',
            "word/embeddings/sheet.xlsx": xlsx(),
            "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + MARK.encode("utf-16-le"),
            "word/afchunk.mht": f"MIME-Version: 1.0\nSubject: x\n\n{MARK}",
            "word/afchunk.htm": f"<html><body><p>{NAME}</p><!-- {MARK} --></body></html>",
            "docProps/preview.jpeg": jpeg(),
            "docProps/core.xml": f"<c><title>{MARK}</title><keywords>{NAME}</keywords></c>",
            "docProps/app.xml": f"<P><TitlesOfParts><lpstr>{NAME}</lpstr></TitlesOfParts><Template>{NAME}.dotx</Template></P>",
            "docProps/custom.xml": f'<P><property name="{NAME}"><lpwstr>{MARK}</lpwstr></property><property name="n"><r8>{PHONE[0]}.{PHONE[1:]}E+10</r8></property></P>',
            "customXml/item1.xml": f'<d uri="urn:{quote(NAME)}"><b>{SIXTY_FOUR}</b></d>',
            "[trash]/0000.dat": NAME,
        }
    )  # fmt: skip
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a") as archive:
        archive.comment = NAME.encode()
    return held.getvalue() + MARK.encode()


def xlsx() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet(NAME)
    sheet.write("A1", PUBLIC)
    sheet.write("A2", MARK)
    sheet.write_number("A3", int(PHONE))
    sheet.write_formula("A4", '="天穹"&"工程"', None, NAME)
    sheet.write_comment("A5", MARK, {"author": NAME})
    sheet.write("A6", 1, book.add_format({"num_format": f'"{NAME}"0'}))
    sheet.set_header(f"&C{MARK}")
    sheet.write_url("A7", f"https://example.org/{quote(NAME)}", string="去", tip=NAME)
    sheet.add_table("C1:D3", {"columns": [{"header": NAME}, {"header": "二"}]})
    book.define_name("项", f"='{NAME}'!$A$1")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": f"='{NAME}'!$A$3:$A$3", "name": MARK, "values_data": [int(PHONE)]})
    sheet.insert_chart("F1", chart)
    book.set_custom_property(NAME, MARK)
    book.close()
    with zipfile.ZipFile(target) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts |= {
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<d {X}><sharedItems><s v="{NAME}"/></sharedItems></d>',
        "xl/pivotCache/pivotCacheRecords1.xml": f'<d {X}><r><n v="{PHONE}"/><s v="{MARK}"/></r></d>',
        "xl/externalLinks/externalLink1.xml": f'<d {X}><sheetNames><sheetName val="{NAME}"/></sheetNames><cell><v>{MARK}</v></cell></d>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relations(("externalLinkPath", f"{quote(NAME)}.xlsx", ' TargetMode="External"')),
        "xl/threadedComments/t.xml": f"<T {X}><text>{NAME}</text></T>",
        "xl/connections.xml": f'<c {X}><dbPr connection="Server={NAME}" command="{written(MARK)}"/></c>',
        "xl/printerSettings/p.bin": NAME.encode("utf-16-le"),
        "xl/phonetic.xml": f'<sst {X}><si><r><t>天穹</t></r><r><t>工程</t></r><rPh sb="0" eb="4"><t>テンキュウ</t></rPh></si><si><t>{PHONE[0]}.{PHONE[1:]}E10</t></si></sst>',
    }  # fmt: skip
    return zipped(parts)


def pptx() -> bytes:
    def shape(text: str) -> str:
        runs = "".join(f"<a:r><a:t>{c}</a:t></a:r>" for c in text)
        return f'<p:sp><p:cNvPr id="1" name="{NAME}" descr="{MARK}"/><a:p>{runs}</a:p></p:sp>'

    tree = f"<p:cSld><p:spTree>{shape(MARK)}{shape(NAME)}</p:spTree></p:cSld>"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "ppt/presentation.xml": f'<p:presentation {W}><p:embeddedFontLst><p:regular r:id="rId9"/></p:embeddedFontLst></p:presentation>',
            "ppt/slides/slide1.xml": f"<p:sld {W}>{tree}<a:p><a:r><a:t>{PUBLIC}</a:t></a:r></a:p></p:sld>",
            "ppt/notesMasters/notesMaster1.xml": f"<p:notesMaster {W}>{tree}</p:notesMaster>",
            "ppt/notesSlides/notesSlide1.xml": f"<p:notes {W}>{tree}</p:notes>",
            "ppt/slideMasters/slideMaster1.xml": f"<p:sldMaster {W}>{tree}</p:sldMaster>",
            "ppt/comments/comment1.xml": f"<p:cmLst {W}><p:cm><p:text>{NAME}</p:text></p:cm></p:cmLst>",
            "ppt/tags/tag1.xml": f'<p:tagLst {W}><p:tag name="{NAME}" val="{MARK}"/></p:tagLst>',
            "ppt/fonts/font1.fntdata": NAME,
            "ppt/media/image1.jpeg": jpeg(),
            "ppt/embeddings/s.xlsx": xlsx(),
            "docProps/thumbnail.jpeg": jpeg(),
        }
    )  # fmt: skip


def odt() -> bytes:
    n = 'xmlns:text="urn:t" xmlns:office="urn:o" xmlns:manifest="urn:m" xmlns:xlink="urn:x"'
    ruby = f"<text:ruby><text:ruby-base>{NAME}</text:ruby-base><text:ruby-text>tianqiong</text:ruby-text></text:ruby>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:d {n}><text:p>{PUBLIC}</text:p><text:p>机<text:span>密</text:span>★<text:span>7</text:span>年</text:p><text:p>{ruby}</text:p><text:p office:value='{PHONE}'>{PHONE}</text:p><text:a xlink:href='x:{quote(NAME)}'/></office:d>",
            "meta.xml": f"<m {n}><office:t>{MARK}</office:t><office:u name='{NAME}'/></m>",
            "META-INF/manifest.xml": f"<manifest:manifest {n}><manifest:file-entry manifest:full-path='Thumbnails/thumbnail.png'/></manifest:manifest>",
            "Thumbnails/thumbnail.png": png(),
            "Fonts/a.ttf": NAME,
            "Pictures/a.png": png(),
        }
    )  # fmt: skip


def ofd() -> bytes:
    n = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def line(text: str, top: int) -> str:
        return f'<ofd:TextObject Boundary="10 {top} 90 5"><ofd:CGTransform CodePosition="0" Glyphs="7 8"/><ofd:TextCode X="0" Y="4" DeltaX="g {len(text) - 1} 5">{text}</ofd:TextCode></ofd:TextObject>'

    def lone(text: str, top: int) -> str:
        return "".join(f'<ofd:TextObject Boundary="{10 + 5 * i} {top} 5 5"><ofd:TextCode>{c}</ofd:TextCode></ofd:TextObject>' for i, c in enumerate(text))  # fmt: skip

    page = f"<ofd:Page {n}><ofd:Content><ofd:Layer>{line(MARK, 10)}{line(PUBLIC, 20)}{lone(NAME, 30)}</ofd:Layer></ofd:Content></ofd:Page>"
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {n}><ofd:DocBody><ofd:DocInfo><ofd:Title>{NAME}</ofd:Title><ofd:CustomDatas><ofd:CustomData Name='{NAME}'>{MARK}</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {n}><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages><ofd:Outlines><ofd:OutlineElem Title='{NAME}'/></ofd:Outlines></ofd:Document>",
            "Doc_0/Pages/Page_0/Content.xml": page,
            "Doc_0/Pages/Page_0/Annotation.xml": f"<ofd:PageAnnot {n}><ofd:Annot><ofd:Remark>{NAME}</ofd:Remark><ofd:Appearance>{line(MARK, 5)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
            "Doc_0/Tpls/Tpl_0/Content.xml": page,
            "Doc_0/CustomTags/CustomTag.xml": f"<t><v>{NAME}</v></t>",
            "Doc_0/PublicRes.xml": f"<ofd:Res {n}><ofd:Font FontName='仿宋'><ofd:FontFile>Res/font_1.ttf</ofd:FontFile></ofd:Font></ofd:Res>",
            "Doc_0/Res/font_1.ttf": NAME,
            "Doc_0/Res/picture.png": png(),
            "Doc_0/Attachs/a.xlsx": xlsx(),
            "Doc_0/Signs/Signatures.xml": f"<s>{NAME}</s>",
            "Doc_0/Signs/Sign_0/SignedValue.dat": NAME.encode(),
        }
    )  # fmt: skip


def text() -> str:
    return "\n".join(
        (PUBLIC, MARK, NAME, f"电话：{PHONE}", quote(NAME), quote(MARK, encoding="gb18030"), written(NAME),
         SIXTY_FOUR, NAME.encode().hex(), MARK.encode("utf-16-be").hex(" "), "机 密 ★ 7 年", "天\u200b穹工程",
         escaped(NAME), "機密★７年", "".join(f"={b:02X}" for b in NAME.encode()))
    )  # fmt: skip


def html() -> str:
    picture = base64.b64encode(png()).decode()
    return (
        f"<!-- {NAME} --><!doctype html><html><head><title>{MARK}</title><meta name=d content='{written(NAME)}'>"
        f"<script>var a='{escaped(NAME)}', b=atob('{SIXTY_FOUR}')</script></head>"
        f"<body><p>{PUBLIC}</p><p>天<b>穹</b><!-- {MARK} -->工<i>程</i></p><img src='data:image/png;base64,{picture}' alt='{NAME}'>"
        f"<ruby>{NAME}<rt>tianqiong</rt></ruby><a href='/{quote(NAME)}'>去</a><input type=hidden value={PHONE}></body></html>"
    )

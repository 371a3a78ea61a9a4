"""Office files with a mark of its own in every place that the format has."""

import io
import zipfile

from tests.screening.planting.marks import Planted, mark

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def zipped(members: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _docx_body() -> str:
    box = f"<w:txbxContent>{para(run(mark(10)))}</w:txbxContent>"
    return "".join(
        (
            para(run("正文"), run(mark(1))),
            para(run("机"), run("密", "<w:b/>"), run("★2"), run("年")),
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{para(run(mark(3)))}</w:tc></w:tr></w:tbl>{para(run(mark(4)))}</w:tc></w:tr></w:tbl>",
            para(run("看得见"), run(mark(5), "<w:vanish/>")),
            para(run("白字"), run(mark(6), '<w:color w:val="FFFFFF"/>')),
            para(
                f'<w:del w:id="1" w:author="x"><w:r><w:delText>{mark(7)}</w:delText></w:r></w:del>'
            ),
            para(run("原有"), f'<w:ins w:id="2" w:author="x">{run(mark(8))}</w:ins>'),
            para(
                f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="{mark(9)}"/></wp:inline></w:drawing></w:r>'
            ),
            para(
                f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            f'<w:sdt><w:sdtPr><w:alias w:val="{mark(21)}"/></w:sdtPr><w:sdtContent>{para(run(mark(11)))}</w:sdtContent></w:sdt>',
            para(
                f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "{mark(22)}"</w:instrText></w:r>'
            ),
            *(para(run(c)) for c in "机密★二十三年"),
        )
    )


def _docx_parts() -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{_docx_body()}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {W}>{para(run(mark(12)))}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}>{para(run(mark(13)))}</w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{para(run(mark(14)))}</w:footnote></w:footnotes>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:author="x">{para(run(mark(15)))}</w:comment></w:comments>',
        "docProps/core.xml": f"<c><title>{mark(16)}</title></c>",
        "docProps/custom.xml": f'<P><property name="{mark(25)}"><lpwstr>{mark(17)}</lpwstr></property></P>',
        "customXml/item1.xml": f"<d><x>{mark(18)}</x></d>",
        "word/charts/chart1.xml": f'<c xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>{mark(19)}</a:t></a:r></a:p></c>',
        "word/embeddings/oleObject1.txt": mark(20),
        "word/settings.xml": f'<w:settings {W}><w:docVars><w:docVar w:name="a" w:val="{mark(24)}"/></w:docVars></w:settings>',
    }


def docx() -> Planted:
    return Planted(
        name="docx",
        content=zipped(_docx_parts()),
        layers={
            "body": {1, 2},
            "table": {3, 4},
            "hidden-text": {5, 6},
            "deleted": {7},
            "inserted": {8},
            "alt-text": {9},
            "text-box": {10},
            "form-field": {21},
            "header": {12},
            "footer": {13},
            "footnote": {14},
            "comment": {15},
            "properties": {16, 24},
            "custom-properties": {17, 18, 25},
            "embedded": {19, 20},
            "markup": {22},
        },
        anywhere={11, 23},
    )


def slide(*shapes: str, extra: str = "") -> str:
    return f"<p:sld {W} {extra}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def shape(text: str, attributes: str = "", box: str = "") -> str:
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="s" {attributes}/><p:cNvSpPr {box}/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text[:1]}</a:t></a:r><a:r><a:t>{text[1:]}</a:t></a:r></a:p></p:txBody></p:sp>'


def pptx() -> Planted:
    table = f"<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>{mark(4)}</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
    return Planted(
        name="pptx",
        content=zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/presentation.xml": "<p/>",
                "ppt/slides/slide1.xml": slide(
                    shape(mark(1)),
                    shape(mark(2), box='txBox="1"'),
                    shape(mark(3), 'hidden="1"'),
                    table,
                    shape("图", f'descr="{mark(5)}"'),
                ),
                "ppt/slides/slide2.xml": slide(shape(mark(6)), extra='show="0"'),
                "ppt/notesSlides/notesSlide1.xml": slide(shape(mark(7))),
                "ppt/comments/comment1.xml": f"<c><text>{mark(8)}</text></c>",
                "ppt/slideMasters/slideMaster1.xml": slide(shape(mark(9))),
                "docProps/app.xml": f"<P><Company>{mark(10)}</Company></P>",
            }
        ),
        layers={
            "body": {1},
            "text-box": {2},
            "hidden-text": {3},
            "table": {4},
            "alt-text": {5},
            "hidden-slide": {6},
            "notes": {7},
            "comment": {8},
            "markup": {9},
            "properties": {10},
        },
    )


def odt() -> Planted:
    space = 'xmlns:text="t" xmlns:office="o" xmlns:table="b" xmlns:style="s" xmlns:draw="d" xmlns:svg="v"'
    body = (
        f'<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
        f'<text:p>机<text:span>密★1</text:span>年</text:p><text:p>看<text:span text:style-name="H">{mark(2)}</text:span></text:p>'
        f'<table:table table:name="表"><table:table-row><table:table-cell><text:p>{mark(3)}</text:p></table:table-cell></table:table-row></table:table>'
        f"<text:p>注<text:note><text:note-body><text:p>{mark(4)}</text:p></text:note-body></text:note></text:p>"
        f"<text:p>批<office:annotation><text:p>{mark(5)}</text:p></office:annotation></text:p>"
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{mark(6)}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        f"<text:p><draw:frame><svg:title>{mark(7)}</svg:title><draw:text-box><text:p>{mark(8)}</text:p></draw:text-box></draw:frame></text:p>"
    )
    return Planted(
        name="odt",
        content=zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"<o {space}>{body}</o>",
                "styles.xml": f"<o {space}><style:header><text:p>{mark(9)}</text:p></style:header><style:footer><text:p>{mark(10)}</text:p></style:footer></o>",
                "meta.xml": f'<m xmlns:meta="m"><title>{mark(11)}</title><meta:user-defined>{mark(12)}</meta:user-defined></m>',
            }
        ),
        layers={
            "body": {1},
            "hidden-text": {2},
            "table": {3},
            "footnote": {4},
            "comment": {5},
            "deleted": {6},
            "alt-text": {7},
            "text-box": {8},
            "header": {9},
            "footer": {10},
            "properties": {11},
            "custom-properties": {12},
        },
    )


def ofd() -> Planted:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def drawn(text: str, x: int, y: int) -> str:
        return f'<ofd:TextObject Boundary="{x} {y} 5 5"><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>'

    letters = "".join(drawn(c, 10 + 5 * i, 10) for i, c in enumerate(mark(1)))
    return Planted(
        name="ofd",
        content=zipped(
            {
                "OFD.xml": f"<ofd:OFD {space}><ofd:DocInfo><ofd:Title>{mark(2)}</ofd:Title></ofd:DocInfo></ofd:OFD>",
                "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
                "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}>{letters}{drawn('正文', 10, 30)}</ofd:Page>",
                "Doc_0/Annots/Page_0/Annotation.xml": f'<ofd:PageAnnot {space}><ofd:Annot Remark="{mark(3)}"><ofd:Appearance>{drawn(mark(4), 1, 1)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>',
                "Doc_0/Attachs/a.txt": mark(5),
                "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {space}>{drawn(mark(6), 5, 5)}</ofd:Page>",
            }
        ),
        layers={"body": {1, 6}, "properties": {2}, "annotation": {3, 4}, "embedded": {5}},
    )

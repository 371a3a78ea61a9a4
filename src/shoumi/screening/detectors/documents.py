"""What official documents carry: numbers and red heads."""

import re

from shoumi.screening.detectors.detector import CLOSES, LINE_REACH, Around, Detector, Verdict
from shoumi.screening.words import N_

AGENCY = r"[\u4e00-\u9fff]{2,30}(?:委员会|人民政府|办公厅|办公室|党组|党委|总局|公司|大使馆|总领事馆|[部局厅署院委办处会])"


def _number(match: "re.Match[str]", around: Around) -> Verdict | None:
    if re.search(r"(?:密|机|绝)(?:发|函|电|字|办|传|通)?$", match["word"]) and not match[
        "word"
    ].endswith(("司机", "手机")):
        return Verdict(weight=75, reason=N_("A document number whose word says it is secret"))
    if "内" in match["word"][-2:]:
        return Verdict(weight=55, reason=N_("A document number whose word says it is internal"))
    return Verdict(weight=20, reason=N_("A document number"))


def _head(match: "re.Match[str]", around: Around) -> Verdict | None:
    alone = (
        not around.line_before(match.start()).strip() and not around.line_after(match.end()).strip()
    )
    return (
        Verdict(weight=25, reason=N_("The red head of an official document"))
        if alone and around.opening
        else None
    )


DOCUMENTS = (
    Detector(
        slug="document.number",
        title=N_("Document number"),
        triggers=(r"[〔\[［【(（]\s*(?:19|20)[0-9]{2}\s*[〕\]］】)）]\s*第?\s*[0-9]{1,5}\s*号",),
        shape=re.compile(r"(?P<word>[\u4e00-\u9fff]{1,12}+)\s*+[〔\[［【(（]\s*(?:19|20)[0-9]{2}\s*[〕\]］】)）]\s*第?\s*[0-9]{1,5}\s*号"),
        judge=_number,
    ),
    Detector(
        slug="document.head",
        title=N_("Red head"),
        triggers=(
            rf"[会府厅室组委局司馆部署院办处]\s*(?:文件|会议纪要|专报|简报|密报|要情){CLOSES}",
        ),
        shape=re.compile(rf"{AGENCY}\s*(?:文件|会议纪要|专报|简报|密报|要情)(?=[\s\x00]|$)"),
        judge=_head,
        reach=LINE_REACH,
    ),
)  # fmt: skip

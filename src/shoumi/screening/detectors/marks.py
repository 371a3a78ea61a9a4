"""Classification marks in all their printed forms, for any scheme of level words."""

import re
from collections.abc import Sequence

from shoumi.screening.detectors.detector import (
    BEGINS,
    CLOSES,
    LINE_LOOK,
    LINE_REACH,
    Around,
    Detector,
    Verdict,
    always,
)
from shoumi.screening.pieces import Layer
from shoumi.screening.words import N_

STATE_LEVELS = ("绝密", "机密", "秘密")
LONE_LAYERS = frozenset(
    {Layer.HEADER, Layer.FOOTER, Layer.TEXT_BOX, Layer.PROPERTIES, Layer.CUSTOM_PROPERTIES,
     Layer.COMMENT, Layer.ANNOTATION, Layer.HIDDEN_TEXT, Layer.ALT_TEXT, Layer.DELETED}
)  # fmt: skip
PERIOD = (
    r"(?:[0-9]{1,3}\s*(?:年|个月|月|天|日)|[一二三四五六七八九十百]{1,4}(?:年|个月)|长期|永久"
    r"|(?:19|20)[0-9]{2}\s*年(?:\s*[0-9]{1,2}\s*月)?(?:\s*[0-9]{1,2}\s*日)?"
    r"|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}|[^\s，。；、★\x00]{2,16}[前后])"
)
# 秘密 is also a plain word; only a mark's own neighbours make it one.
NO_MARK_AFTER = ("国家", "商业", "工作", "手", "飞", "司", "投")
NO_MARK_BEFORE = tuple("码切钥度集林封闭花")
DOCUMENTS = "(?:文件|件|文|资料|材料|通知|报告|电报|方案|图纸)"
TAIL = r"(?:级|件|文件|资料|材料)?"


def mark_detectors(levels: Sequence[str] = STATE_LEVELS) -> tuple[Detector, ...]:
    """Detectors for one scheme; level words highest first."""
    words = "|".join(re.escape(level) for level in sorted(levels, key=len, reverse=True))
    return (_star(words), _stated(words), _alone(words), _level(words))


def _star(words: str) -> Detector:
    def judge(match: "re.Match[str]", _around: Around) -> Verdict | None:
        if match["period"]:
            return Verdict(weight=100, reason=N_("A classification mark with its period"))
        if match["star"] == "★":
            return Verdict(weight=90, reason=N_("A level word with the mark's star"))
        return None

    return Detector(
        slug="mark.star",
        title=N_("Classification mark with ★"),
        triggers=(rf"(?:{words})级?\s*[★*]",),
        shape=re.compile(rf"(?:{words})级?\s*(?P<star>[★*])\s*(?P<period>{PERIOD})?"),
        judge=judge,
    )


def _stated(words: str) -> Detector:
    def judge(match: "re.Match[str]", around: Around) -> Verdict | None:
        if re.match(r"(?:级)?(?:的|时|以上|以下|和|或|、)", around.after(match.end(), 3)):
            return None
        return Verdict(weight=85, reason=N_("The text states the level of this document"))

    return Detector(
        slug="mark.stated",
        title=N_("Stated level"),
        triggers=(
            rf"密级(?:标志|为|是)?\s*[:：]\s*(?:{words})",
            rf"密级(?:确定)?为\s*(?:{words})",
            rf"[本此该]{DOCUMENTS}(?:的密级)?(?:属于|属|系|为|是|定为|列为)\s*(?:{words})",
        ),
        shape=re.compile(
            rf"(?:密级(?:标志|为|是)?\s*[:：]\s*|密级(?:确定)?为\s*"
            rf"|(?:本|此|该){DOCUMENTS}"
            rf"(?:的密级)?(?:属于|属|系|为|是|定为|列为)\s*)(?:{words}){TAIL}"
        ),
        judge=judge,
    )


def _alone(words: str) -> Detector:
    def judge(match: "re.Match[str]", around: Around) -> Verdict | None:
        before, after = around.line_before(match.start()), around.line_after(match.end())
        if not before.strip() and not after.strip():
            weight = 85 if around.layer in LONE_LAYERS else 75
            return Verdict(weight=weight, reason=N_("A level word alone on its line, as a mark is"))
        if match["open"] and not after.strip(" 。"):
            return Verdict(weight=65, reason=N_("A level word in brackets, as a mark is"))
        if match["open"] and not before.strip():
            return Verdict(weight=65, reason=N_("A level word in brackets, as a mark is"))
        return None

    return Detector(
        slug="mark.alone",
        title=N_("Level word standing alone"),
        triggers=(
            rf"{BEGINS}(?:{words}){TAIL}\s*[\]】)）〕]?{CLOSES}",
            rf"{BEGINS}[\[【(（〔]\s*(?:{words})",
            rf"[\[【(（〔]\s*(?:{words}){TAIL}\s*[\]】)）〕]?[\s。]*[\n\x00]",
            rf"[\[【(（〔]\s*(?:{words}){TAIL}\s*[\]】)）〕]?[\s。]{{{LINE_LOOK}}}",
        ),
        shape=re.compile(rf"(?P<open>[\[【(（〔])?[ \t]*(?:{words}){TAIL}[ \t]*[\]】)）〕]?"),
        judge=judge,
        reach=LINE_REACH,
    )


def _level(words: str) -> Detector:
    def judge(match: "re.Match[str]", around: Around) -> Verdict | None:
        before, after = around.before(match.start(), 2), around.after(match.end(), 2)
        if before.endswith(NO_MARK_AFTER) or after.startswith(NO_MARK_BEFORE):
            return None
        return Verdict(weight=35, reason=N_("A level word before a document, in running text"))

    return Detector(
        slug="mark.level",
        title=N_("Level word in running text"),
        triggers=(rf"(?:{words})级?(?:文件|件|资料|图纸|载体|会议|事项)",),
        shape=re.compile(rf"(?:{words})(?=级?(?:文件|件|资料|图纸|载体|会议|事项))"),
        judge=judge,
    )


def _foreign(match: "re.Match[str]", around: Around) -> Verdict | None:
    alone = not around.line_before(match.start()).strip(" /-([*") and not around.line_after(
        match.end()
    ).strip(" /-)]*")
    if match["caveat"] or (alone and match["top"]):
        return Verdict(weight=90, reason=N_("An English classification mark"))
    if alone:
        return Verdict(weight=75, reason=N_("An English classification mark alone on its line"))
    return Verdict(weight=60, reason=N_("An English classification mark")) if match["top"] else None


def _copy_number(match: "re.Match[str]", around: Around) -> Verdict | None:
    if match["said"]:
        return Verdict(weight=60, reason=N_("A copy number, as classified copies bear"))
    whole = (
        not around.line_before(match.start()).strip() and not around.line_after(match.end()).strip()
    )
    return Verdict(weight=20, reason=N_("Six digits alone on a line")) if whole else None


def _urgency(match: "re.Match[str]", around: Around) -> Verdict | None:
    whole = (
        not around.line_before(match.start()).strip() and not around.line_after(match.end()).strip()
    )
    return Verdict(weight=60, reason=N_("An urgency mark alone on its line")) if whole else None


NOTE_MARKS = (
    Detector(
        slug="mark.foreign",
        title=N_("English mark"),
        triggers=(r"SECRET", r"CONFIDENTIAL", r"RESTRICTED"),
        shape=re.compile(
            r"\b(?:(?P<top>TOP\s+SECRET)|SECRET|CONFIDENTIAL|RESTRICTED)\b"
            r"(?P<caveat>\s*//\s*[A-Z][A-Z/ ,-]+)?"
        ),
        judge=_foreign,
    ),
    Detector(
        slug="mark.copy-number",
        title=N_("Copy number"),
        triggers=(
            r"份号\s*[:：]?\s*(?:No\.?)?\s*[0-9]{2}",
            rf"{BEGINS}(?:No\.?)?\s*[0-9]{{6}}{CLOSES}",
        ),
        shape=re.compile(
            r"(?<![0-9])(?:(?P<said>份号\s*[:：]?\s*(?:No\.?)?\s*)[0-9]{2,7}|(?:No\.?\s*)?[0-9]{6})(?![0-9])"
        ),
        judge=_copy_number,
        reach=LINE_REACH,
    ),
    Detector(
        slug="mark.urgency",
        title=N_("Urgency mark"),
        triggers=(rf"{BEGINS}(?:特急|加急|特提|平急)件?{CLOSES}",),
        shape=re.compile(r"(?:特急|加急|特提|平急)(?:件)?"),
        judge=_urgency,
        reach=LINE_REACH,
    ),
    Detector(
        slug="mark.secret-note",
        title=N_("Note on state secrets"),
        triggers=(
            r"[本此该](?:文件|件|文|资料|材料|报告|文档|会议)(?:内容)?(?:涉及|含有|属于|载有|包含|属)国家秘密",
            r"国家秘密[，,、]?\s*(?:注意保|妥善保管|不得外传|严禁|请勿外传)",
            r"(?:阅后|会后|用后)(?:即焚|收回|退回|请退|销毁|交回)",
            r"涉密(?:文件|资料|材料)[，,]?\s*(?:不得外传|严禁|注意保管|妥善保管)",
            r"密件[，,]\s*(?:不得|严禁|妥善)",
        ),
        shape=re.compile(
            r"(?:本|此|该)(?:文件|件|文|资料|材料|报告|文档|会议)(?:内容)?(?:涉及|含有|属于|载有|包含|属)国家秘密"
            r"|国家秘密[，,、]?\s*(?:注意保密|注意保存|妥善保管|不得外传|严禁外传|严禁复制|请勿外传)"
            r"|(?:阅后|会后|用后)(?:即焚|收回|退回|请退|销毁|交回)"
            r"|涉密(?:文件|资料|材料)[，,]?\s*(?:不得外传|严禁外传|严禁上网|注意保管|妥善保管)"
            r"|密件[，,]\s*(?:不得|严禁|妥善)"
        ),
        judge=always(85, N_("A note that the document holds state secrets or must be returned")),
    ),
    Detector(
        slug="mark.restricted",
        title=N_("Restricted distribution"),
        triggers=(
            r"此件(?:不予|不)公开",
            r"[（(]\s*(?:不予|不)公开\s*[)）]",
            r"公开(?:属性|方式|选项)\s*[:：]\s*不(?:予)?公开",
            r"发至?[县省地厅局处师团军司][^\s，。\x00]{0,4}级",
            r"限[^\s，。\x00]{1,8}(?:阅读|传阅|阅知)",
            r"不得翻印|严禁复印|禁止复印|严禁转发|禁止转发",
        ),
        shape=re.compile(
            r"此件(?:不予|不)公开|[（(]\s*(?:不予|不)公开\s*[)）]|公开(?:属性|方式|选项)\s*[:：]\s*不(?:予)?公开"
            r"|(?:此件)?(?:限)?发至?(?:县|省|地|厅|局|处|师|团|军|司)[^\s，。\x00]{0,4}级"
            r"|限[^\s，。\x00]{1,8}(?:阅读|传阅|阅知)"
            r"|(?:此件|本件|本文件)?(?:不得翻印|严禁复印|禁止复印|严禁转发|禁止转发)"
        ),
        judge=always(75, N_("A note that limits who may receive the document")),
    ),
)

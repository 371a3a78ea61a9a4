"""Marks below and beside state secrets: internal, work secrets, trade secrets."""

import re

from shoumi.screening.detectors.detector import (
    LINE_REACH,
    Around,
    Detector,
    Verdict,
    always,
)
from shoumi.screening.words import N_

KINDS = r"内部(?:资料|文件|材料|刊物|参考|情况|通报|使用|传阅|掌握|电话|信息|读物)"
OTHERS = r"(?:工作秘密|商业秘密|(?:核心|普通|企业|重要)?商密|企业秘密|个人隐私)"
LEFT, RIGHT = r"[ 】\[【(（〔★*\n\x00-]", r"[ 】\])）〕★*。\n\x00-]"  # beside a mark
CARE = r"(?:请?注意(?:保存|保管|保密)|请?妥善保(?:管|存)|(?:严禁|请勿|不得|切勿|禁止)(?:外传|扩散|翻印|上网|外泄|转载|公开)|仅供.{0,8}参考|翻印必究)"


def _alone(match: "re.Match[str]", around: Around) -> bool:
    before, after = around.line_before(match.start()), around.line_after(match.end())
    return not before.strip(" 【[(（〔★*-") and not after.strip(" 】])）〕★*-。")


def _internal(match: "re.Match[str]", around: Around) -> Verdict | None:
    if match["care"]:
        return Verdict(weight=85, reason=N_("An internal mark with a note to keep it close"))
    if re.match(r"性|管理|制度|和|及|、", around.after(match.end(), 2)):
        return None
    if _alone(match, around):
        return Verdict(weight=75, reason=N_("An internal mark alone on its line"))
    if re.search(r"(?:本|此|该|属|为|系|是)$", around.before(match.start(), 1)):
        return Verdict(weight=60, reason=N_("The text calls itself internal"))
    return Verdict(weight=20, reason=N_("An internal mark's words in running text"))


def _other_secret(match: "re.Match[str]", around: Around) -> Verdict | None:
    if match["star"]:
        return Verdict(weight=95, reason=N_("A mark of a work secret or trade secret"))
    if _alone(match, around):
        return Verdict(
            weight=75, reason=N_("A mark of a work secret or trade secret alone on its line")
        )
    stated = re.search(
        r"(?:本|此|该)(?:文件|件|文|资料|材料|报告)(?:内容)?(?:属于|属|系|为|是|涉及|含有)$",
        around.before(match.start(), 8),
    )
    return (
        Verdict(weight=75, reason=N_("The text states that it holds a work secret or trade secret"))
        if stated
        else None
    )


INTERNAL = (
    Detector(
        slug="internal.alone",
        title=N_("Internal mark"),
        triggers=(rf"{KINDS}(?:[^性管制和及、]|管[^理]|制[^度]|、[\s，,。、；;:：·请注妥严勿不切禁仅翻])",),
        shape=re.compile(rf"{KINDS}(?P<care>[\s，,。、；;:：·]*{CARE})?"),
        judge=_internal,
    ),
    Detector(
        slug="internal.care",
        title=N_("Note to keep it close"),
        triggers=(
            r"[\s【\[(（\x00](?:请?注意(?:保存|保管|保密)|(?:严禁|请勿|不得|切勿|禁止)(?:外传|扩散|外泄))[\s】\])）。!！\x00]",
        ),
        shape=re.compile(r"(?m:^|(?<=[\s【\[(（\x00]))(?:请?注意(?:保存|保管|保密)|(?:严禁|请勿|不得|切勿|禁止)(?:外传|扩散|外泄))(?=[\s】\])）。!！\x00]|$)"),
        judge=lambda match, around: Verdict(weight=65, reason=N_("A note to keep it close, alone on its line")) if _alone(match, around) else None,
    ),
    Detector(
        slug="internal.other-secret",
        title=N_("Work secret or trade secret"),
        triggers=(
            rf"{LEFT}{OTHERS}{RIGHT}",
            rf"{OTHERS}\s*[★▲◆]",
            rf"[本此该](?:文件|件|文|资料|材料|报告)(?:内容)?(?:属于|属|系|为|是|涉及|含有){OTHERS}",
        ),
        shape=re.compile(r"(?:工作秘密|商业秘密|(?:核心|普通|企业|重要)?商密|企业秘密|个人隐私)(?P<star>\s*[★▲◆]\s*(?:[0-9]{1,3}\s*(?:年|个月)|长期)?)?"),
        judge=_other_secret,
        reach=LINE_REACH,
    ),
    Detector(
        slug="internal.draft",
        title=N_("Draft not for publication"),
        triggers=(r"(?:征求意见稿|送审稿|讨论稿|未定稿)[)）】\]]?[\s，,]*(?:请勿外传|不得外传|注意保密|不予公开)",),
        shape=re.compile(r"[（(【\[]?(?:内部征求意见稿|送审稿|讨论稿|未定稿)[)）】\]]?[\s，,]*(?:请勿外传|不得外传|注意保密|不予公开)"),
        judge=always(75, N_("A draft that says it must not spread")),
    ),
)  # fmt: skip

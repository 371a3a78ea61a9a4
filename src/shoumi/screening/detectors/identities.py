"""Numbers that name a person or a body, each proved by its own checksum where it has one."""

import re
from calendar import monthrange

from shoumi.screening.detectors.detector import Around, Detector, Verdict
from shoumi.screening.words import N_

PROVINCES = frozenset(
    (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
     50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83)
)  # fmt: skip
RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
PLATE_AFTER = (
    "车牌",
    "号牌",
    "车号",
    "车辆",
    "车为",
    "牌为",
    "驾驶",
    "乘坐",
    "牌号",
    "号码",
    "号为",
)
NUMBERED = r"(?:流水|订单|编|单|条码|代码|序列|批)号?\s*[:：]?\s*$"
A = "A-HJ-NP-Z0-9"  # letters or digits of plates
REGIONS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼军空海北沈兰济南广成"
FIRST_YEAR, LAST_YEAR = 1880, 2099


def resident_number(text: str) -> bool:
    """GB 11643: region, a date that exists, and the check character (ISO 7064 MOD 11-2)."""
    if len(text) != 18 or int(text[:2]) not in PROVINCES or not _date(text[6:14]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(text[:17], RESIDENT_WEIGHTS, strict=True)
    )
    return RESIDENT_CHECKS[total % 11] == text[17].upper()


def _date(text: str) -> bool:
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    return (
        FIRST_YEAR <= year <= LAST_YEAR
        and 1 <= month <= 12
        and 1 <= day <= monthrange(year, month)[1]
    )


def luhn(text: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right doubled, the sum a multiple of ten."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(text))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def credit_code(text: str) -> bool:
    """GB 32100: eighteen characters without I, O, S, V, Z; the last one checks the others."""
    if any(c not in CREDIT_ALPHABET for c in text) or (text[:17].isdigit() and text[0] == "0"):
        return False
    total = sum(
        CREDIT_ALPHABET.index(c) * w for c, w in zip(text[:17], CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[(31 - total % 31) % 31] == text[17]


def _resident(match: "re.Match[str]", around: Around) -> Verdict | None:
    text = re.sub(r"[\s-]", "", match[0])
    if len(text) == 15:
        said = "身份证" in around.before(match.start(), 16)
        valid = int(text[:2]) in PROVINCES and _date("19" + text[6:12])
        return (
            Verdict(weight=70, reason=N_("An identity number of the old form"))
            if said and valid
            else None
        )
    return (
        Verdict(weight=90, reason=N_("A resident identity number; its date and checksum hold"))
        if resident_number(text)
        else None
    )


def _card(match: "re.Match[str]", around: Around) -> Verdict | None:
    text = re.sub(r"[\s-]", "", match[0])
    if (
        not 16 <= len(text) <= 19
        or not luhn(text)
        or len(set(text)) < 2
        or (resident_number(text[:18]) and len(text) == 18)
    ):
        return None
    if re.search(NUMBERED, around.before(match.start(), 8)):
        return None
    said = re.search(
        r"卡号|账号|帐号|账户|银行|card", around.before(match.start(), 20), re.IGNORECASE
    )
    return Verdict(weight=80 if said else 55, reason=N_("A bank card number; its checksum holds"))


def _passport(match: "re.Match[str]", around: Around) -> Verdict | None:
    sentence = around.line_before(match.start()).rpartition("。")[2][-20:]
    said = re.search(r"护照|通行证|passport", sentence, re.IGNORECASE)
    return Verdict(weight=75, reason=N_("A passport or permit number")) if said else None


def _credit(match: "re.Match[str]", around: Around) -> Verdict | None:
    return (
        Verdict(weight=20, reason=N_("A unified social credit code; its checksum holds"))
        if credit_code(match[0])
        else None
    )


def _plate(match: "re.Match[str]", around: Around) -> Verdict | None:
    before = around.before(match.start(), 2)
    if re.match(r"[\u4e00-\u9fff]", before[-1:]) and not before.endswith(PLATE_AFTER):
        return None
    return Verdict(
        weight=60 if not match["military"] else 80, reason=N_("A vehicle's number plate")
    )


def _officer(match: "re.Match[str]", around: Around) -> Verdict | None:
    return Verdict(weight=75, reason=N_("A military or police identity document's number"))


IDENTITIES = (
    Detector(
        slug="identity.resident",
        title=N_("Resident identity number"),
        triggers=(
            r"[^0-9A-Za-z][1-8][0-9]{5}[\s-]?(?:18|19|20)[0-9]{2}[\s-]?[01][0-9][0-3][0-9][\s-]?[0-9]{3}[0-9Xx][^0-9A-Za-z]",
            r"身份证[^\x00\n]{0,20}[1-8][0-9]{7}[01][0-9][0-3][0-9]{4}[^0-9A-Za-z]",
        ),
        shape=re.compile(r"(?<![0-9A-Za-z])(?:[1-8][0-9]{5}[\s-]?(?:18|19|20)[0-9]{2}[\s-]?[0-9]{4}[\s-]?[0-9]{3}[0-9Xx]|[1-8][0-9]{14})(?![0-9A-Za-z])"),
        judge=_resident,
    ),
    Detector(
        slug="identity.bank-card",
        title=N_("Bank card number"),
        triggers=(
            r"[^0-9A-Za-z.](?:62|4[0-9]|5[1-5]|3[57]|9[0-9])[0-9]{2}(?:[\s-]?[0-9]{4}){3}(?:[\s-]?[0-9]{1,3})?[^0-9A-Za-z]",
        ),
        shape=re.compile(r"(?<![0-9A-Za-z.])(?:62|4[0-9]|5[1-5]|3[57]|9[0-9])[0-9]{2}(?:[\s-]?[0-9]{4}){3}(?:[\s-]?[0-9]{1,3})?(?![0-9A-Za-z])"),
        judge=_card,
    ),
    Detector(
        slug="identity.passport",
        title=N_("Passport number"),
        triggers=(
            r"(?:护照|通行证|(?i:passport))[^\x00\n。]{0,20}[CDEGHKMPSW][A-Z\s]?[0-9]{7}",
        ),
        shape=re.compile(r"(?<![0-9A-Za-z])(?:[DEGHKMPS]\s?[0-9]{8}|[DES][A-Z][0-9]{7}|[CHMW][0-9]{8,10})(?![0-9A-Za-z])"),
        judge=_passport,
    ),
    Detector(
        slug="identity.credit-code",
        title=N_("Unified social credit code"),
        triggers=(r"[^0-9A-Za-z][0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}[^0-9A-Za-z]",),
        shape=re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])"),
        judge=_credit,
    ),
    Detector(
        slug="identity.plate",
        title=N_("Vehicle plate"),
        # a region each, since an expression that begins with any of 45 characters is slow
        triggers=(
            *(rf"{region}[A-Z][·.\s]?[{A}]{{4}}" for region in REGIONS),
            r"WJ\s?[\u4e00-\u9fff]?\s?[0-9]{4}",
        ),
        shape=re.compile(
            r"(?<![A-Za-z])(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·.\s]?(?=[A-Z]*[0-9])"
            r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF])"
            r"|(?P<military>[军空海北沈兰济南广成][A-Z][·.\s]?[0-9]{5}|WJ\s?[\u4e00-\u9fff]?\s?[0-9]{4,5}[A-Z0-9]?))(?![0-9A-Za-z])"
        ),
        judge=_plate,
    ),
    Detector(
        slug="identity.officer",
        title=N_("Officer's document"),
        triggers=(r"(?:军官证|士兵证|警官证|文职干部证|警号)(?:号码?|编号)?\s*[:：为]?\s*[军政后装参南北沈兰成济广空海武]?字?第?\s*[0-9]{6}",),
        shape=re.compile(r"(?:军官证|士兵证|警官证|文职干部证|警号)(?:号码?|编号)?\s*[:：为]?\s*[军政后装参南北沈兰成济广空海武]?字?第?\s*[0-9]{6,10}号?"),
        judge=_officer,
    ),
)  # fmt: skip

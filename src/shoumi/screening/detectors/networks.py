"""Ways into a network: addresses, passwords, names of closed systems."""

import re

from shoumi.screening.detectors.detector import Around, Detector, Verdict, always
from shoumi.screening.words import N_

PRIVATE = re.compile(
    r"10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\."
)
# Words that stand where a password would and are none.
NO_PASSWORD = re.compile(
    r"(?:请|您|你|是否|必须|需要|应当|应|可|不能|不得|至少|长度|由|与|和|或|的|输入|设置|修改|为空|错误|正确|找回|重置|保护|管理|学|\*{3,}|x{3,}|\.{3,}|_{2,}|-{2,}|<|\{|\$|%|string|null|none|true|false|required)",
    re.IGNORECASE,
)


def _address(match: "re.Match[str]", around: Around) -> Verdict | None:
    if any(int(part) > 255 for part in match["ip"].split(".")):
        return None
    before = around.before(match.start(), 14)
    if re.search(r"(?:版本|version|ver|v|第|条款|章|节|§)[\s.:：号]*$", before, re.IGNORECASE):
        return None
    if match["ip"].startswith(("0.", "127.", "255.", "1.1.1.", "1.0.0.", "2.0.0.")):
        return None
    if PRIVATE.match(match["ip"]):
        return Verdict(weight=70, reason=N_("An address inside a network"))
    said = re.search(r"IP|地址|服务器|主机|host|server", before, re.IGNORECASE)
    return Verdict(weight=50 if said else 25, reason=N_("A network address"))


def _password(match: "re.Match[str]", around: Around) -> Verdict | None:
    secret = match["secret"]
    if (
        NO_PASSWORD.match(secret)
        or len(set(secret)) < 2
        or (re.fullmatch(r"[A-Za-z]+", secret) and not match["sure"])
    ):
        return None
    return Verdict(weight=85, reason=N_("A password written out"), group="secret")


NETWORKS = (
    Detector(
        slug="network.address",
        title=N_("IP address"),
        triggers=(r"[^0-9A-Za-z.][1-9][0-9]{0,2}(?:\.[0-9]{1,3}){3}[^0-9A-Za-z]",),
        shape=re.compile(r"(?<![0-9A-Za-z.])(?P<ip>[1-9][0-9]{0,2}(?:\.[0-9]{1,3}){3})(?:/[0-9]{1,2}|:[0-9]{2,5})?(?![0-9A-Za-z]|\.[0-9])"),
        judge=_address,
    ),
    Detector(
        slug="network.mac",
        title=N_("MAC address"),
        triggers=(r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}[^0-9A-Fa-f:-]",),
        shape=re.compile(r"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?P<sep>[:-])(?:[0-9A-Fa-f]{2}(?P=sep)){4}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])"),
        judge=always(65, N_("A network card's address")),
    ),
    Detector(
        slug="network.password",
        title=N_("Password"),
        triggers=(
            r"(?:密码|口令|(?i:password|passwd|pwd|passphrase))(?:[\s均统一为是:：=]*[\s为是:：=])[\"'“‘]?[!-~]{4}",
        ),
        shape=re.compile(
            r"(?:(?P<sure>初始|登录|登陆|管理员|默认|root|admin|wifi|vpn|数据库|开机|系统)[^\n\x00:：=]{0,8})?(?:密码|口令|password|passwd|pwd|passphrase)\s*(?:为|是|均为|统一为)?\s*[:：=]?\s*(?<=[:：=为是\s])[\"'“‘]?"
            r"(?P<secret>[!-~]{4,32})",
            re.IGNORECASE,
        ),
        judge=_password,
    ),
    Detector(
        slug="network.key",
        title=N_("Private key"),
        triggers=(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----",),
        shape=re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"),
        judge=always(95, N_("A private key")),
    ),
)  # fmt: skip

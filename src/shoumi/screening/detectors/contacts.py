"""How a person can be reached, and who it is."""

import re

from shoumi.screening.detectors.detector import Around, Detector, Verdict, always
from shoumi.screening.words import N_

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程"
    "邢裴陆荣翁荀羊甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶幸司黎溥印宿"
    "白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾"
    "鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付岳涂"
)


def _mobile(match: "re.Match[str]", around: Around) -> Verdict | None:
    if re.search(
        r"(?:编号|订单|流水|单号|代码|序号|№|No\.?)\s*[:：]?\s*$", around.before(match.start(), 8)
    ):
        return None
    return Verdict(weight=60, reason=N_("A mobile telephone number"))


def _fixed(match: "re.Match[str]", around: Around) -> Verdict | None:
    private = re.search(
        r"(?:内线|专线|保密电话|红机|加密电话|家庭电话|住宅电话)[^\n\x00]{0,8}$",
        around.before(match.start(), 16),
    )
    if private:
        return Verdict(weight=75, reason=N_("The number of a line that is not public"))
    said = re.search(
        r"电话|传真|热线|联系|咨询|tel|fax", around.before(match.start(), 14), re.IGNORECASE
    )
    return (
        Verdict(weight=20, reason=N_("A fixed telephone number")) if said or match["area"] else None
    )


def _name(match: "re.Match[str]", around: Around) -> Verdict | None:
    return (
        Verdict(weight=25, reason=N_("A person's name")) if match["name"][0] in SURNAMES else None
    )


CONTACTS = (
    Detector(
        slug="contact.mobile",
        title=N_("Mobile telephone"),
        triggers=(r"[^0-9A-Za-z.](?:\+?86[\s-]?)?1[3-9][0-9][\s-]?[0-9]{4}[\s-]?[0-9]{4}[^0-9A-Za-z]",),
        shape=re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[\s-]?)?1[3-9][0-9](?P<sep>[\s-]?)[0-9]{4}(?P=sep)[0-9]{4}(?![0-9A-Za-z]|\.[0-9])"),
        judge=_mobile,
    ),
    Detector(
        slug="contact.fixed",
        title=N_("Fixed telephone"),
        triggers=(
            r"[^0-9-]0[1-9][0-9]{1,2}[\s)）-]{1,2}[2-9][0-9]{6,7}[^0-9-]",
            r"(?:电话|传真|热线|联系|咨询|(?i:tel|fax)|专线|内线|红机)[^\x00]{0,14}[:：\s][2-9][0-9]{2}",
        ),
        shape=re.compile(r"(?<![0-9-])(?:[(（]?(?P<area>0[1-9][0-9]{1,2})[\s)）-]{1,2}[2-9][0-9]{6,7}|(?<=[:：\s])[2-9][0-9]{6,7}|(?<=[:：])[2-9][0-9]{2,4})(?![0-9-])"),
        judge=_fixed,
    ),
    Detector(
        slug="contact.mail",
        title=N_("E-mail address"),
        triggers=(r"[A-Za-z0-9._%+-]@[A-Za-z0-9-]{1,40}\.[A-Za-z0-9-]",),
        shape=re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9])"),
        judge=always(25, N_("An e-mail address")),
        reach=100,
    ),
    Detector(
        slug="person.name",
        title=N_("Personal name"),
        triggers=(rf"(?:姓\s*名|当事人|申请人|联系人)\s*[:：]?\s*[{SURNAMES}][\u4e00-\u9fff]{{1,3}}[^\u4e00-\u9fff]",),
        shape=re.compile(r"(?:姓\s*名|当事人|申请人|联系人)\s*[:：]?\s*(?P<name>[\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"),
        judge=_name,
    ),
)  # fmt: skip

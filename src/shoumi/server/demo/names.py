"""Names of people who do not exist, put together from common surnames and given names."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
SINGLE = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂辉玲健红波宁欣岩峰亮琳颖晨帆倩琪雯博源哲"
FIRST = "建国志文晓玉海春秀永光子雨嘉思若天明清云家俊立德新振学世景宏少广一书亦泽"
SECOND = "华英民强军平东林生龙辉宇轩涵怡然琳洁婷莹佳敏峰杰鹏飞翔斌涛波宁远达成安康乐仁义信"


def names(chance: Random) -> Iterator[str]:
    """Names without end, none of them twice."""
    given: set[str] = set()
    while True:
        name = chance.choice(SURNAMES) + _given_name(chance)
        if name not in given:
            given.add(name)
            yield name


def _given_name(chance: Random) -> str:
    if chance.random() < 0.3:  # noqa: PLR2004 three in ten bear one character
        return chance.choice(SINGLE)
    return chance.choice(FIRST) + chance.choice(SECOND)

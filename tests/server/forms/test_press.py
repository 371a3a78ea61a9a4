"""The press in a server: threads, forked workers, a program of its own for long lists."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from shoumi.law.clause import Json
from shoumi.server.forms.codes import square
from shoumi.server.forms.press import NoFontError, Press, families_among
from tests.server.forms.office import Paper


def a_register(lines: int, title: str = "某件") -> dict[str, Json]:
    rows: list[Json] = [["2026.3.2", title, "", "机密", "1", "", "", ""]] * lines
    return {
        "number": "",
        "state": "",
        "unapproved": False,
        "title": "复印登记",
        "unit": "某市某局",
        "printed_at": "",
        "printed_by": "",
        "code": "SF-A",
        "code_picture": square("SF-A"),
        "values": {"year": "", "month": "", "lines": str(lines), "rows": rows},
    }


def test_a_long_list_is_set_by_a_program_of_its_own() -> None:
    """It takes memory that a server would not get back."""
    press, content = Press(), a_register(60)
    near, apart = press.pdf("copy-register", content), press.pdf_apart("copy-register", content)
    assert Paper(near).text == Paper(apart).text
    assert "复印登记（续）" in Paper(apart).text


def test_threads_that_print_at_once_each_get_their_own_print() -> None:
    press = Press()

    def printed(number: int) -> str:
        return Paper(press.pdf("copy-register", a_register(3, f"第{number}件"))).text

    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(printed, range(24)))
    assert [number for number, text in enumerate(texts) if f"第{number}件" not in text] == []


def test_a_forked_worker_prints_what_its_parent_prints() -> None:
    press = Press()
    before = len(press.pdf("copy-register", a_register(3)))
    hearing, telling = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        made = press.pdf("copy-register", a_register(3))
        os.write(telling, str(len(made)).encode())
        os._exit(0)
    os.close(telling)
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert int(os.read(hearing, 64)) == before
    os.close(hearing)


def test_a_machine_without_chinese_fonts_is_told_what_to_do() -> None:
    with pytest.raises(NoFontError, match=r"FORM-E001.*Noto"):
        families_among(["DejaVu Sans"])


def test_the_fonts_of_the_site_come_first() -> None:
    families = families_among(["Noto Serif CJK SC", "Noto Sans CJK SC", "FangSong_GB2312"])
    assert families["body"] == ["FangSong_GB2312", "Noto Serif CJK SC"]

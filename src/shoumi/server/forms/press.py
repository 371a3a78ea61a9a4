"""The press: layouts and content in, PDF out. One compiler is kept for each process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec
import typst

from shoumi.law.clause import Json

LAYOUTS = Path(__file__).parent / "layouts"
# A site may put its own 仿宋 and 小标宋 into the folder; the Noto fonts always stand behind them.
BODY = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "FZFangSong-Z02S",
    "Noto Serif CJK SC",
)
HEADING = (
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05",
    "小标宋",
    "Noto Serif CJK SC",
)
PLAIN = ("Noto Sans CJK SC", "Noto Serif CJK SC")


PROGRAM = "shoumi.server.forms.press"
LONGEST = timedelta(seconds=60)


class NoFontError(RuntimeError):
    """FORM-E001: no font with Chinese characters is installed on this machine."""


class Press:
    """Sets forms. Threads wait for one another; a process forked after the first print sends out.

    The typesetter's own threads do not live on in such a process, so it would wait for ever.
    """

    def __init__(self, fonts: Sequence[Path] = ()) -> None:
        """Use the fonts of this machine and those in the folders `fonts`."""
        self._folders = [str(folder) for folder in fonts if folder.is_dir()]
        self._lock = threading.Lock()
        self._process = 0
        self._compiler: typst.Compiler | None = None
        self._families: dict[str, list[str]] = {}

    def pdf(self, layout: str, content: Mapping[str, Json]) -> bytes:
        """The PDF of `content` in the layout of that name. Content is never read as a program."""
        if self._process not in {0, os.getpid()}:
            return self.pdf_apart(layout, content)
        with self._lock:
            compiler = self._of_this_process()
            told = msgspec.json.encode({**content, "fonts": self._families}).decode()
            # With tags for screen readers a register of 3,000 lines has 9 MB, without 350 kB; who
            # cannot see paper has the pages.
            made = compiler.compile(
                str(LAYOUTS / f"{layout}.typ"),
                format="pdf",
                sys_inputs={"content": told},
                pdf_tags=False,
            )
        if not isinstance(made, bytes):
            message = f"FORM-E002: the layout {layout} made no PDF"
            raise TypeError(message)
        return made

    def pdf_apart(self, layout: str, content: Mapping[str, Json]) -> bytes:
        """The same from a program of its own, which gives back what a long list takes.

        A list of 1,500 lines takes three seconds and 200 MB that a compiler keeps.
        """
        done = subprocess.run(  # noqa: S603 this very program, and a layout of ours
            [sys.executable, "-m", PROGRAM, layout, *self._folders],
            input=msgspec.json.encode(content),
            stdout=subprocess.PIPE,
            timeout=LONGEST.total_seconds(),
            check=True,
        )
        return done.stdout

    def _of_this_process(self) -> typst.Compiler:
        if self._compiler is None:
            fonts = typst.Fonts(
                include_system_fonts=True,
                include_embedded_fonts=False,
                font_paths=list(self._folders),
            )
            self._families = families_among(fonts.families())
            self._compiler = typst.Compiler(root=str(LAYOUTS), font_paths=fonts)
            self._process = os.getpid()
        return self._compiler


def families_among(there: Sequence[str]) -> dict[str, list[str]]:
    """Which fonts to ask for, by use, out of those that are there."""
    found = {
        use: [name for name in wanted if name in there]
        for use, wanted in (("body", BODY), ("heading", HEADING), ("plain", PLAIN))
    }
    if not all(found.values()):
        message = (
            "FORM-E001: forms need the fonts Noto Serif CJK SC and Noto Sans CJK SC; "
            "install the system's package of Noto CJK fonts, or put them into the fonts folder."
        )
        raise NoFontError(message)
    return found


def main(layout: str, *fonts: str) -> None:
    """Set one form: content comes in as JSON, the PDF goes out."""
    content = msgspec.json.decode(sys.stdin.buffer.read())
    press = Press([Path(folder) for folder in fonts])
    sys.stdout.buffer.write(press.pdf(layout, content))


if __name__ == "__main__":
    main(*sys.argv[1:])

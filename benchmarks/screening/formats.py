"""Files a second by format, PDF and OCR against their bare libraries, cold start, memory."""

import contextlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "src"), str(ROOT)]

import numpy as np
import pypdfium2
import typst
from innocent import prose
from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.formats.registry import eyes
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen
from tests.screening.planting import office, others
from tests.screening.planting.old import binary, word97

PAGE = (1240, 1754)
COMMAND = "import sys; from shoumi.cli import screen; import argparse; p = argparse.ArgumentParser(); screen.configure(p); sys.exit(screen.run(p.parse_args()))"


def best(work: Callable[[], object], rounds: int = 5) -> float:
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def main() -> None:
    settings = Settings(scanner=build(on_board(), ()))
    for planted in (
        office.docx(),
        others.xlsx(),
        office.pptx(),
        office.odt(),
        office.ofd(),
        others.rtf(),
        others.html(),
        others.eml(),
        word97.word(),
        binary.xls(),
        binary.ppt(),
    ):
        spent = best(lambda: screen(planted.content, name="f", settings=settings))  # noqa: B023 -- called at once
        print(f"{planted.name}: {1 / spent:.0f} files/s (docx limit 100)")
    pdf(settings)
    cold()
    memory()
    ocr()


def pdf(settings: Settings) -> None:
    text = '#set text(font: "Noto Serif CJK SC")\n' + "\n\n".join(prose(60))
    content = typst.compile(text.encode())

    def bare() -> int:
        document = pypdfium2.PdfDocument(content)
        count = sum(len(page.get_textpage().get_text_range()) for page in document)
        document.close()
        return count

    pages = len(pypdfium2.PdfDocument(content))
    plain, ours = best(bare), best(lambda: screen(content, name="f", settings=settings))
    print(
        f"pdf: {pages / ours:.0f} pages/s, bare {pages / plain:.0f}, ratio {plain / ours:.2f} (limit 0.9)"
    )


def cold() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.txt")
        file.write_text("机密★10年\n", encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        spent = best(
            lambda: subprocess.run(
                [sys.executable, "-c", COMMAND, str(file)],
                env=environment,
                check=False,
                stdout=subprocess.DEVNULL,
            )
        )
    print(f"cold start: {spent:.2f} s (limit 0.5)")


def memory() -> None:
    """A 2 GB text through the command, its workers' peak as the system counts it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "large.txt")
        block = ("".join(prose(300)) * 8).encode()
        with file.open("wb") as target:
            while target.tell() < 2 * 2**30:
                target.write(block)
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, str(file), "--timeout", "600", "--json"],
            env=environment,
            check=False,
            capture_output=True,
        )
        spent = time.perf_counter() - begun
        size = file.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    shut = done.stdout.decode().partition('"unscreened":')[2][:60]
    print(
        f"2 GB text: {spent:.0f} s, {size / spent:.0f} MB/s, exit {done.returncode}, not screened {shut}; peak of any process {peak:.0f} MB with mapped pages"
    )


def ocr() -> None:
    face = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 40)
    picture = Image.new("RGB", PAGE, "white")
    pen = ImageDraw.Draw(picture)
    lines = "".join(prose(3)).replace("\n", "")
    for row in range(20):
        pen.text((90, 90 + 76 * row), lines[row * 26 : row * 26 + 26], font=face, fill="black")
    held = io.BytesIO()
    picture.save(held, "PNG")
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})
    pixels = np.asarray(picture)[:, :, ::-1]
    look = eyes()
    bare = best(lambda: engine(pixels), 3)
    ours = best(lambda: list(look(held.getvalue())), 3)
    print(
        f"ocr: {ours:.2f} s a page, bare rapidocr {bare:.2f}, ratio {ours / bare:.2f} (limit 1.1)"
    )


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()

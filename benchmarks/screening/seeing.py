"""What the reader of pictures finds under each condition, and what a page costs.

seeing.py              the table, then the cost
seeing.py stamp        the conditions whose name holds the word
seeing.py cost         processor time against the bare engine, and memory
seeing.py page         reads one page and prints the peak; the cost starts it
"""

import io
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "src"), str(ROOT)]

import numpy as np
from innocent import prose
from PIL import Image, ImageDraw
from rapidocr import RapidOCR

from shoumi.screening.formats.registry import eyes
from tests.screening.planting.pages import BODY, SIZE, Scanned, all_pages, face

LIMIT = 0.9
COST, MEMORY = 1.1, 600
ROUNDS = 5


def saved(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def found(page: Scanned) -> tuple[list[str], float, list[str]]:
    begun = time.process_time()
    lines = [line.text for line in eyes()(saved(page.picture))]
    spent = time.process_time() - begun
    told = unicodedata.normalize("NFKC", "\n".join(lines)).replace(" ", "").replace("☆", "★")
    return [text for text in page.strings if text in told], spent, lines


def full_page() -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    text = "".join(prose(3)).replace("\n", "")
    for row in range(20):
        line = text[row * 26 : row * 26 + 26]
        pen.text((90, 90 + 76 * row), line, font=face(40, BODY), fill="black")
    return picture


def cost() -> None:
    """Rounds of both take turns, so that a busy machine slows both alike."""
    picture = full_page()
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})
    pixels, content, look = np.asarray(picture)[:, :, ::-1], saved(picture), eyes()
    bare, ours = [], []
    for _ in range(ROUNDS + 1):
        begun = time.process_time()
        engine(pixels)
        between = time.process_time()
        list(look(content))
        bare.append(between - begun)
        ours.append(time.process_time() - between)
    ratio = min(ours[1:]) / min(bare[1:])
    print(
        f"a page: {min(ours[1:]):.2f} s of a processor, bare {min(bare[1:]):.2f}, ratio {ratio:.2f} (limit {COST})"
    )
    done = subprocess.run(
        [sys.executable, __file__, "page"], input=content, check=True, capture_output=True
    )
    print(done.stdout.decode().strip())
    assert ratio <= COST


def page() -> None:
    """In a process of its own, as a worker is."""
    content = sys.stdin.buffer.read()
    lines = sum(1 for _ in eyes()(content))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(f"{lines} lines; peak {peak:.0f} MB (limit {MEMORY})")
    assert peak <= MEMORY


def main() -> None:
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked == "page":
        page()
    elif asked == "cost":
        cost()
    else:
        table(asked)


def table(asked: str) -> None:
    hits = planted = 0
    for scanned in all_pages():
        if asked not in scanned.name:
            continue
        seen, spent, lines = found(scanned)
        hits += len(seen)
        planted += len(scanned.strings)
        missed = sorted(set(scanned.strings) - set(seen))
        print(
            f"{scanned.name:18} {len(seen)} of {len(scanned.strings)}  {spent:5.1f} s  missed {missed}"
        )
        if missed:
            print("     ", lines[:8])
    print(f"{hits} of {planted} strings, {hits / planted:.3f} (limit {LIMIT})")
    assert hits / planted >= LIMIT


if __name__ == "__main__":
    main()

"""The derived pages of the manual say what the program says."""

import subprocess
import sys

from shoumi.decision.everything import everything
from tests.architecture.tree import ROOT


def test_the_derived_pages_are_up_to_date() -> None:
    found = subprocess.run(
        [sys.executable, "scripts/manual.py", "check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (found.returncode, found.stdout) == (0, ""), found.stderr


def test_every_act_has_its_line_in_the_manual() -> None:
    text = (ROOT / "docs" / "users" / "acts.md").read_text(encoding="utf-8")
    assert [slug for slug in everything().acts if f"`{slug}`" not in text] == []

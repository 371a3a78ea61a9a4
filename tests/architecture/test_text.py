"""What stands in no file of ours: other hosts, and paths of one machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import files, named

HOST = re.compile(r"https?://([^\s/\"'<>()\[\]`\\,;]+)")
RESERVED = re.compile(r"(^|\.)(example|invalid|test|localhost)(\.(com|org|net))?$")
# Names of XML and JSON vocabularies and of a licence: nobody asks these hosts for anything.
VOCABULARIES = {
    "json.schemastore.org",
    "ns.adobe.com",
    "purl.oclc.org",
    "purl.org",
    "schemas.microsoft.com",
    "schemas.openxmlformats.org",
    "www.apache.org",
    "www.ofdspec.org",
    "www.w3.org",
}
THIS_MACHINE = {"127.0.0.1", "[", "0.0.0.0", "testserver"}  # noqa: S104 not an address we bind to
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/[\w.]")
PACKAGE_HOST = re.compile(r"(?i)\b(?:pypi|npmjs|pythonhosted|deb\.debian|anaconda)\.(?:org|com)\b")


def text_files() -> Iterator[tuple[Path, str]]:
    for file in files():
        content = file.read_bytes()
        if b"\0" not in content:
            yield file, content.decode("utf-8", errors="replace")


def strange_hosts(text: str) -> list[str]:
    return [found for found in HOST.findall(text) if not is_ours(found)]


def is_ours(place: str) -> bool:
    """Whether a host is no other machine: a name only, this machine, or a place to be filled."""
    host = place.rsplit("@", 1)[-1].split(":", maxsplit=1)[0].rstrip(".")
    if not host or "{" in host or "%" in host:
        return True
    return host in VOCABULARIES | THIS_MACHINE or RESERVED.search(host) is not None


@pytest.mark.parametrize(
    ("place", "strange"),
    [
        ("fonts.somewhere.cn", True),
        ("example.com", False),
        ("notexample.com", True),
        ("127.0.0.1:8000", False),
        ("{host}", False),
        ("www.w3.org", False),
    ],
)
def test_a_strange_host_is_told_from_ours(place: str, *, strange: bool) -> None:
    assert bool(strange_hosts(f"see http://{place}/x")) == strange


def test_no_file_names_another_host() -> None:
    found = [
        f"{named(file)}: {host}" for file, text in text_files() for host in strange_hosts(text)
    ]
    assert found == []


def test_no_file_names_a_host_of_packages() -> None:
    assert [named(file) for file, text in text_files() if PACKAGE_HOST.search(text)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{named(file)}: {match}"
        for file, text in text_files()
        for match in MACHINE_PATH.findall(text)
    ]
    assert found == []

"""The command shoumi-verify: checks an export of a journal without Django or the server."""

import argparse
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from shoumi.cli.verify_files import Files, files_at, lines_of, text_of
from shoumi.cli.verify_sm2 import Sm2Verifier
from shoumi.cli.verify_words import say
from shoumi.evidence import export
from shoumi.evidence.checkpoint import ED25519, SM2, Ed25519Verifier, PublicKey, Verifier
from shoumi.evidence.export import Unusable
from shoumi.evidence.verification import Export, Finding, verify

WHOLE: Final = 0
FAILS: Final = 1
UNUSABLE: Final = 2
OUR_FAULT: Final = 3

_NAMED_AT_MOST: Final = 1000


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What --json prints; at most a thousand findings are named, all are counted."""

    whole: bool
    unit: str
    entries: int
    checkpoints: int
    keys: list[str]
    keys_from: str
    failures: int
    findings: list[Finding]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    asked = _parser().parse_args(arguments)
    language = asked.lang or _language(os.environ)
    try:
        report = _report(Path(asked.export), asked.key)
    except Unusable as error:
        _complain(asked.json, language, "unusable", str(error))
        return UNUSABLE
    except Exception as error:  # noqa: BLE001 the last door: says so and vouches for nothing
        _complain(asked.json, language, "our-fault", f"{type(error).__name__}: {error}")
        return OUR_FAULT
    if asked.json:
        print(msgspec.json.encode(report).decode())
    else:
        print("\n".join(_sentences(report, language)))
    return WHOLE if report.whole else FAILS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shoumi-verify",
        description="Checks that an exported journal is whole. 校验导出的办理记录是否完好。",
        epilog="Example: shoumi-verify export.zip --key unit-keys.json",
    )
    parser.add_argument("export", metavar="EXPORT", help="folder or .zip 导出的文件夹或 zip")
    parser.add_argument("--json", action="store_true", help="print JSON 输出 JSON")
    parser.add_argument("--key", metavar="FILE", help="trust only these keys 只信任此文件中的密钥")
    parser.add_argument("--lang", choices=("zh", "en"), help="language 语言")
    return parser


def _language(environment: "os._Environ[str]") -> str:
    asked = environment.get("LC_ALL") or environment.get("LANG") or ""
    return "zh" if asked.startswith("zh") else "en"


def _report(path: Path, key_file: str | None) -> Report:
    files = files_at(path)
    manifest = export.read_manifest(text_of(files, export.MANIFEST))
    trusted = _keys(files, key_file)
    checkpoints = export.read_checkpoints(lines_of(files, export.CHECKPOINTS))
    registers = export.read_registers(lines_of(files, export.REGISTERS))
    lines = lines_of(files, export.JOURNAL)
    read = Export(
        manifest=manifest,
        entries=export.read_journal(lines, manifest.unit),
        checkpoints=checkpoints,
        registers=registers,
    )
    verifiers: dict[str, Verifier] = {ED25519: Ed25519Verifier(), SM2: Sm2Verifier()}
    found = verify(read, {key.id: key for key in trusted}, verifiers)
    named = list(itertools.islice(found, _NAMED_AT_MOST))
    failures = len(named) + sum(1 for _ in found)
    return Report(
        whole=not failures,
        unit=manifest.unit,
        entries=manifest.entries,
        checkpoints=len(checkpoints),
        keys=[f"{key.scheme} {key.id}" for key in trusted],
        keys_from=key_file or "export",
        failures=failures,
        findings=named,
    )


def _keys(files: Files, key_file: str | None) -> list[PublicKey]:
    if key_file is None:
        return export.read_keys(text_of(files, export.KEYS))
    try:
        text = Path(key_file).read_bytes()
    except OSError as error:
        raise Unusable(key_file, 0, str(error)) from error
    return export.read_keys(text, key_file)


def _sentences(report: Report, language: str) -> Iterator[str]:
    for finding in report.findings:
        values = msgspec.structs.asdict(finding)
        yield f"[{finding.check}] " + say(finding.kind, language, **values)
    unnamed = report.failures - len(report.findings)
    if unnamed:
        yield say("more", language, more=unnamed)
    if not report.checkpoints:
        yield say("no-checkpoint", language)
    elif report.keys_from == "export":
        yield say("keys-of-the-export", language)
        yield from (f"  {key}" for key in report.keys)
    counts = {"unit": report.unit, "entries": report.entries}
    if report.whole:
        yield say("whole", language, **counts, checkpoints=report.checkpoints)
    else:
        yield say("failed", language, failures=report.failures)


def _complain(as_json: bool, language: str, word: str, why: str) -> None:  # noqa: FBT001 the flag as it was typed
    if as_json:
        print(msgspec.json.encode({"error": word, "why": why}).decode())
    else:
        print(say(word, language, why=why), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())

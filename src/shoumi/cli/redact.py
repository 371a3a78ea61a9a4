"""`shoumi redact`: a copy without the findings, attacked before it is handed out."""

import argparse
import sys
from pathlib import Path

import msgspec

from shoumi.cli.screening.files import NotOpened, contents
from shoumi.screening.findings import Finding, Report
from shoumi.screening.formats.registry import eyes
from shoumi.screening.redaction.redact import redact
from shoumi.screening.redaction.removal import Method, RedactionRefused
from shoumi.screening.screen import digest_of

DONE, REFUSED, UNUSABLE = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Exit 0 a copy was written, 1 none could be handed out, 2 unusable input."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--findings",
        type=Path,
        required=True,
        help="JSON Lines of `shoumi screen --json` for this file",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="IDENTITY",
        help="remove only this finding; may be given again",
    )
    parser.add_argument(
        "--method", choices=[each.value for each in Method], default=Method.MASK.value
    )
    parser.add_argument("--output", type=Path, help="where the copy goes (default: beside FILE)")
    parser.add_argument(
        "--protocol", type=Path, help="where the protocol goes (default: beside the copy)"
    )
    parser.add_argument(
        "--ocr",
        choices=("auto", "off"),
        default="auto",
        help="also read pictures, in redacting and in the attack",
    )
    parser.add_argument("--json", action="store_true", help="print the protocol")


def run(args: argparse.Namespace) -> int:
    """Writes copy and protocol, or nothing."""
    try:
        source, _ = contents(args.file)
        content = bytes(source)
        chosen = _chosen(args, digest_of(content))
    except (NotOpened, OSError, msgspec.DecodeError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    try:
        done = redact(
            content, name=args.file.name, findings=chosen, method=Method(args.method),
            eyes=eyes() if args.ocr == "auto" else None,
        )  # fmt: skip
    except RedactionRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    protocol = msgspec.json.encode(done.protocol)
    plain = args.file.with_name(done.name)
    output = args.output or plain.with_stem(plain.stem + ".redacted")
    output.write_bytes(done.content)
    (args.protocol or output.with_name(output.name + ".protocol.json")).write_bytes(protocol)
    sys.stdout.write(
        protocol.decode() + "\n" if args.json else f"{output}: {len(done.protocol.removed)}\n"
    )
    return DONE


def _chosen(args: argparse.Namespace, digest: str) -> list[Finding]:
    """The findings of this very file. Raises ValueError where the report is of another one."""
    reports = [
        msgspec.json.decode(line, type=Report)
        for line in args.findings.read_bytes().splitlines()
        if line.strip()
    ]
    own = [report for report in reports if report.digest == digest]
    if not own:
        raise ValueError(f"{args.findings} has no report of these bytes; screen the file again")
    findings = [finding for report in own for finding in report.findings]
    wanted = set(args.only)
    unknown = wanted - {finding.identity for finding in findings}
    if unknown:
        raise ValueError(f"not in the report: {', '.join(sorted(unknown))}")
    return [finding for finding in findings if not wanted or finding.identity in wanted]

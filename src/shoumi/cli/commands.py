"""Which subcommands there are and where each stands; none is loaded before it is asked for."""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

import msgspec

from shoumi.law.words import N_


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """One subcommand. `ledger`: it works on the unit's database; `own`: it speaks for itself."""

    name: str
    module: str
    says: str
    example: str
    ledger: bool = False
    own: bool = False


_ALL = (
    Command(
        name="acts",
        module="shoumi.cli.asking.acts",
        says=N_("the catalogue of acts; one act's fields, who performs it, clauses that bind it"),
        example="shoumi acts carriers.hand-over",
    ),
    Command(
        name="clauses",
        module="shoumi.cli.asking.clauses",
        says=N_("the clause map: what each clause does here and by what it is proven"),
        example="shoumi clauses --pack jm-carriers --matter carriers",
    ),
    Command(
        name="rehearse",
        module="shoumi.cli.asking.rehearse",
        says=N_("runs cases in a scratch ledger, or the unit's journal under other clauses"),
        example="shoumi rehearse tests/cases/a-paper-goes-round.toml",
    ),
    Command(
        name="screen",
        module="shoumi.cli.screen",
        says=N_("screens files and folders: what must not go out, where, and why"),
        example="shoumi screen drafts --lexicon own-terms.toml",
        own=True,
    ),
    Command(
        name="redact",
        module="shoumi.cli.redact",
        says=N_("makes a redacted copy of a file, and attacks it before it is handed out"),
        example="shoumi redact draft.docx --findings findings.jsonl",
        own=True,
    ),
    Command(
        name="may",
        module="shoumi.cli.asking.may",
        says=N_("asks whether an act would be permitted; nothing is recorded"),
        example="shoumi may carriers.copy --by li --with copy.json",
        ledger=True,
    ),
    Command(
        name="do",
        module="shoumi.cli.asking.do",
        says=N_("performs an act"),
        example="shoumi do carriers.copy --by li --with copy.json",
        ledger=True,
    ),
    Command(
        name="duties",
        module="shoumi.cli.asking.duties",
        says=N_("what is due"),
        example="shoumi duties --on 2026-12-31 --person li",
        ledger=True,
    ),
    Command(
        name="receipt",
        module="shoumi.cli.asking.receipt",
        says=N_("a receipt that proves an entry without the journal"),
        example="shoumi receipt 17 --to receipt-17.json",
        ledger=True,
    ),
    Command(
        name="verify",
        module="shoumi.cli.running.verify",
        says=N_("verifies the ledger: chain, checkpoints, registers, sealed texts"),
        example="shoumi verify --export handed-out",
        ledger=True,
    ),
    Command(
        name="serve",
        module="shoumi.cli.running.serve",
        says=N_("runs the whole product on this machine"),
        example="shoumi serve --demo --port 8000",
    ),
    Command(
        name="token",
        module="shoumi.cli.running.token",
        says=N_("issues a token with which a program acts in a person's name"),
        example="shoumi token --by li --acts carriers.copy --kinds duties --until 2026-12-31",
        ledger=True,
    ),
    Command(
        name="account",
        module="shoumi.cli.running.account",
        says=N_("lists accounts, unlocks one, or issues a slip again, at the machine itself"),
        example="shoumi account unlock shen --by 钱工 --checked 当面核对证件 --reason 连续输错",
        ledger=True,
    ),
    Command(
        name="import",
        module="shoumi.cli.running.bringing",
        says=N_("brings an official book in from Excel, whole or not at all"),
        example="shoumi import receiving books.xlsx --by li --dry-run",
        ledger=True,
    ),
    Command(
        name="take-back",
        module="shoumi.cli.asking.taking_back",
        says=N_("takes an import back, as long as nothing happened to what it entered"),
        example='shoumi take-back DR26-000001 --by li --reason "the wrong year"',
        ledger=True,
    ),
    Command(
        name="export",
        module="shoumi.cli.running.handing_out",
        says=N_("writes registers into an Excel file, as far as a person may read them"),
        example="shoumi export stock.xlsx --by li --registers carriers.carrier",
        ledger=True,
    ),
    Command(
        name="backup",
        module="shoumi.cli.keeping.backup",
        says=N_("writes everything into one sealed file and reads it back"),
        example="shoumi backup shoumi-2026-03-02.backup",
        ledger=True,
    ),
    Command(
        name="restore",
        module="shoumi.cli.keeping.restore",
        says=N_("restores a backup once it has borne itself out"),
        example="shoumi restore shoumi-2026-03-02.backup --check",
        ledger=True,
    ),
    Command(
        name="key",
        module="shoumi.cli.keeping.key",
        says=N_("shows, locks, unlocks or replaces the master key; makes a key for SM2"),
        example="shoumi key lock --passphrase-file /run/credentials/shoumi/passphrase",
        ledger=True,
    ),
    Command(
        name="doctor",
        module="shoumi.cli.running.doctor",
        says=N_("checks this installation against the clauses that bind it itself"),
        example="shoumi doctor --json",
        ledger=True,
    ),
)
COMMANDS = {command.name: command for command in _ALL}


def with_ledger(module: str) -> ModuleType:
    """Load a module that works on the ledger; Django stands up first, and not before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.server.settings")
    import_module("django").setup()
    return import_module(module)

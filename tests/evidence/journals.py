"""Small journals for the tests of the evidence."""

from shoumi.evidence import canonical
from shoumi.evidence.entry import Entry, before_the_first, seal

UNIT = "office"


def a_body(number: int, **more: object) -> bytes:
    fields = {"v": 1, "unit": UNIT, "number": number, "by": "wang", "changes": []}
    return canonical.encode(fields | more)


def a_journal(length: int, **more: object) -> list[Entry]:
    head, entries = before_the_first(UNIT), []
    for number in range(1, length + 1):
        entry = seal(head, a_body(number, **more))
        entries.append(entry)
        head = entry.head
    return entries

"""A Merkle tree over the entries' digests, as RFC 6962 draws it, with SM3.

The leaf of entry n is at index n - 1. Leaves and nodes are hashed behind different first
bytes. A tree of n leaves splits at the largest power of two below n.
"""

from collections.abc import Sequence
from typing import Final

import msgspec
from cryptography.hazmat.primitives import hashes

_EMPTY: Final = hashes.Hash(hashes.SM3()).finalize()


def _sm3(content: bytes) -> bytes:
    running = hashes.Hash(hashes.SM3())
    running.update(content)
    return running.finalize()


def leaf(digest: bytes) -> bytes:
    """Return the leaf that stands for an entry's digest."""
    return _sm3(b"\x00" + digest)


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return _sm3(b"\x01" + left + right)


class Frontier(msgspec.Struct, frozen=True, kw_only=True):
    """A tree of `size` leaves, kept as the roots of its full subtrees, largest first.

    At most 64 digests, whatever the size: fits in one row beside the journal's head.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, digest: bytes) -> "Frontier":
        """Return the tree with one more entry; at most log2(size) hashes."""
        peaks = list(self.peaks)
        grown = leaf(digest)
        full = self.size
        while full & 1:
            grown = node(peaks.pop(), grown)
            full >>= 1
        peaks.append(grown)
        return Frontier(size=self.size + 1, peaks=tuple(peaks))

    @property
    def root(self) -> bytes:
        """The hash over all leaves; of no leaves, SM3 of nothing."""
        if not self.peaks:
            return _EMPTY
        *rest, root = self.peaks
        for peak in reversed(rest):
            root = node(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over `leaves`, which `leaf` has made."""
    if not leaves:
        return _EMPTY
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree, from the leaf upwards."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion(leaves[split:], index - split), root_of(leaves[:split])]


def consistency(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the proof that the tree over `leaves` only adds to its first `earlier` ones."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(f"no tree of {earlier} before a tree of {len(leaves)}")
    return _consistency(leaves, earlier, whole=True)


def _consistency(leaves: Sequence[bytes], earlier: int, *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        inner = _consistency(leaves[:split], earlier, whole=whole)
        return [*inner, root_of(leaves[split:])]
    inner = _consistency(leaves[split:], earlier - split, whole=False)
    return [*inner, root_of(leaves[:split])]


def included(digest: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether `proof` shows the entry's digest at `index` in the tree of `size`."""
    if not 0 <= index < size:
        return False
    at, last, running = index, size - 1, leaf(digest)
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            running = node(step, running)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            running = node(running, step)
        at, last = at >> 1, last >> 1
    return last == 0 and running == root


def consistent(
    earlier: int, later: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Tell whether `proof` shows that the later tree only adds to the earlier one."""
    if earlier == later:
        return not proof and old_root == new_root
    if not 0 < earlier < later:
        return False
    steps = list(proof)
    if earlier & (earlier - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    at, last = earlier - 1, later - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node(step, old), node(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1

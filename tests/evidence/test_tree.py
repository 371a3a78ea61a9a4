"""The tree against a naive one, and its proofs against every place they do not fit."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.evidence import sm3, tree

SIZES = st.integers(1, 70)


def a_digest(number: int) -> bytes:
    return sm3.digest("test", str(number).encode())


def leaves(size: int) -> list[bytes]:
    return [tree.leaf(a_digest(number)) for number in range(size)]


def grown(size: int) -> tree.Frontier:
    frontier = tree.Frontier()
    for number in range(size):
        frontier = frontier.append(a_digest(number))
    return frontier


@given(st.integers(0, 200))
def test_a_grown_tree_has_the_root_of_the_tree_built_at_once(size: int) -> None:
    frontier = grown(size)
    assert frontier.root == tree.root_of(leaves(size))
    assert len(frontier.peaks) == size.bit_count()


def test_a_frontier_survives_being_stored() -> None:
    stored = msgspec.json.encode(grown(13))
    again = msgspec.json.decode(stored, type=tree.Frontier)
    assert again.append(a_digest(13)) == grown(14)


def test_leaf_and_node_cannot_be_taken_for_each_other() -> None:
    left, right = leaves(2)
    assert tree.node(left, right) != tree.leaf(left + right)


@given(st.data(), SIZES)
def test_an_entry_is_proven_at_its_own_place_only(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion(leaves(size), index), grown(size).root
    assert tree.included(a_digest(index), index, size, proof, root)
    assert len(proof) <= (size - 1).bit_length()
    for elsewhere in range(-1, size + 1):
        if elsewhere != index:
            assert not tree.included(a_digest(index), elsewhere, size, proof, root)
    assert not tree.included(a_digest(size), index, size, proof, root)
    assert not tree.included(a_digest(index), index, size, [*proof, root], root)
    if proof:
        assert not tree.included(a_digest(index), index, size, proof[:-1], root)


@given(st.data(), SIZES)
def test_a_later_tree_is_proven_to_only_add(data: st.DataObject, size: int) -> None:
    earlier = data.draw(st.integers(1, size))
    proof = tree.consistency(leaves(size), earlier)
    old, new = grown(earlier).root, grown(size).root
    assert tree.consistent(earlier, size, proof, old, new)
    assert not tree.consistent(earlier, size, proof, new, a_digest(1))
    assert not tree.consistent(earlier, size, proof, a_digest(1), new)
    assert not tree.consistent(earlier, size, [*proof, new], old, new)
    assert not tree.consistent(size + 1, size, proof, old, new)


@given(st.data(), st.integers(2, 70))
def test_a_tree_whose_past_was_rewritten_is_not_consistent(data: st.DataObject, size: int) -> None:
    earlier = data.draw(st.integers(1, size - 1))
    rewritten = leaves(size)
    rewritten[data.draw(st.integers(0, earlier - 1))] = tree.leaf(b"another past")
    proof = tree.consistency(rewritten, earlier)
    new = tree.root_of(rewritten)
    assert not tree.consistent(earlier, size, proof, grown(earlier).root, new)


def test_there_is_no_proof_of_what_is_not_in_the_tree() -> None:
    with pytest.raises(IndexError):
        tree.inclusion(leaves(3), 3)
    with pytest.raises(IndexError):
        tree.consistency(leaves(3), 4)


def test_leaves_and_nodes_are_hashed_as_the_manual_says() -> None:
    one, two, three = (hashlib.new("sm3", b"\0" + a_digest(number)).digest() for number in range(3))
    pair = hashlib.new("sm3", b"\1" + one + two).digest()
    assert grown(3).root == hashlib.new("sm3", b"\1" + pair + three).digest()
    assert grown(0).root == hashlib.new("sm3", b"").digest()

"""Whoever wants much waits behind those who want little."""

from __future__ import annotations

from functools import partial

from dashboard.slots import Slots


def test_those_who_wait_take_turns() -> None:
    slots, begun = Slots(1), list[str]()
    for address in ["flood"] * 6 + ["one", "other"]:
        slots.begin(address, partial(begun.append, address))
    assert begun == ["flood"]
    for _ in range(7):
        slots.give_back(begun[-1])
    assert begun == ["flood", "flood", "one", "other", *["flood"] * 4]


def test_nobody_holds_more_than_their_share() -> None:
    slots, begun = Slots(3, most_for_one=1), list[str]()
    assert [slots.take("ada", 0.01), slots.take("ada", 0.01), slots.take("ben", 0.01)] == [True, False, True]
    slots.begin("ada", partial(begun.append, "ada"))
    slots.give_back("ben")
    assert begun == []
    slots.give_back("ada")
    assert begun == ["ada"]
    slots.give_back("ada")
    assert (slots._free, slots._held, slots._waiting) == (3, {}, {})


def test_whoever_waits_no_longer_leaves_no_trace() -> None:
    slots = Slots(1)
    assert [slots.take("ada", 0.01), slots.take("ben", 0.01)] == [True, False]
    slots.give_back("ada")
    assert (slots._free, slots._held, slots._waiting) == (1, {}, {})

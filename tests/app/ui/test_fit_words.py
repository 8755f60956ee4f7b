"""The window's words say what the engine's sentence says, for every machine of the table."""

import pytest

from app.ui.fit_words import fit_words
from engine.catalogue import CATALOGUE
from engine.fitting import judge_entry
from engine.machines import MACHINES
from engine.memory_plan import PlanWishes


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("most", [None, 0, 1, 18])
def test_words_are_the_engines_in_english(machine: str, most: int | None) -> None:
    wishes = PlanWishes(max_resident_layers=most)
    for entry in CATALOGUE:
        fit = judge_entry(entry, MACHINES[machine], wishes)
        assert fit_words(fit) == fit.sentence


def test_nothing_is_said_of_what_nobody_knows() -> None:
    assert fit_words(None) == ""

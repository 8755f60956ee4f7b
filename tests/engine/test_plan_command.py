"""The ``plan`` command prints where a model would live."""

from collections.abc import Callable

import pytest

from engine.cli import main
from engine.machines import MACHINES


def test_table_has_a_line_for_each_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3] == "No graphics card has run this code yet."
    assert len(lines) == len(MACHINES) + 4
    for name, line in zip(MACHINES, lines[1:], strict=False):
        assert line.startswith(name)


def test_plan_of_a_folder_names_its_parts(
    saved: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(saved("plain")[0]), "--device", "cpu"]) == 0
    out = capsys.readouterr().out
    assert "Fits: all 3 layers in memory." in out
    assert "safety margin" in out


def test_folder_that_is_no_model_is_a_sentence(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(tmp_path)]) == 1
    assert "config.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [("--layers", "-3", "must not be negative"), ("--context", "0", "at least one token")],
)
def test_numbers_that_mean_nothing_are_refused(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    assert main(["plan", option, value]) == 1
    assert words in capsys.readouterr().err

"""``python -m engine``: what it prints, as a person and as a program see it."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import BlockCommitted, Finished, Frame, Prefilled
from engine.cli import main

ROOT = Path(__file__).parents[2]

PROMPT = ["--prompt", "Hello, who are you?", "--seed", "3", "--max-new-tokens", "24"]
RECORDS = {
    "prefilled": Prefilled,
    "frame": Frame,
    "block_committed": BlockCommitted,
    "finished": Finished,
}


@pytest.fixture
def model(saved: Callable) -> list[str]:
    return ["--model", str(saved("plain")[0])]


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_hold_the_events_and_end_with_finished(
    model: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", *model, *PROMPT, "--json"]) == 0
    lines = json_lines(capsys.readouterr().out)
    assert lines[0]["event"] == "prefilled"
    assert lines[-1]["event"] == "finished"
    assert [line["event"] for line in lines].count("block_committed") == 3
    for line in lines:
        fields = {field.name for field in dataclasses.fields(RECORDS[line["event"]])}
        assert set(line) == fields | {"event"}


def test_as_a_process_it_prints_json_and_nothing_else(model: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine", "generate", *model, *PROMPT, "--json"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert json_lines(done.stdout)[-1]["reason"] in {"length", "end_of_turn"}


def test_without_json_the_reply_is_printed(
    model: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", *model, *PROMPT, "--json"]) == 0
    lines = json_lines(capsys.readouterr().out)
    reply = "".join(line["text"] for line in lines if line["event"] == "block_committed")
    assert main(["generate", *model, *PROMPT]) == 0
    assert capsys.readouterr().out == reply + "\n"


def test_messages_come_from_a_file(
    model: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "messages.json"
    messages = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "More"},
    ]
    path.write_text(json.dumps(messages), encoding="utf-8")
    asked = ["generate", *model, "--messages", str(path), "--max-new-tokens", "8", "--json"]
    assert main(asked) == 0
    alone = json_lines(capsys.readouterr().out)[0]["prompt_tokens"]
    assert main([*asked, "--system", "Be brief.", "--thinking"]) == 0
    assert json_lines(capsys.readouterr().out)[0]["prompt_tokens"] > alone


@pytest.mark.parametrize("content", ["", "{}", '["x"]', '[{"role": "user"}]', '{"a": 1}'])
def test_a_bad_messages_file_is_a_sentence(
    model: list[str], tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "messages.json"
    path.write_text(content)
    assert main(["generate", *model, "--messages", str(path)]) == 1
    assert one_sentence(capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--model", "no-such-folder", "--prompt", "x"],
        ["--prompt", "  "],
        ["--prompt", "x", "--max-new-tokens", "0"],
        ["--prompt", "x", "--device", "abacus"],
        ["--messages", "no-such-file.json"],
    ],
)
def test_errors_are_one_sentence_and_status_1(
    model: list[str], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", *model, *arguments]) == 1
    assert one_sentence(capsys)


def one_sentence(capsys: pytest.CaptureFixture[str]) -> bool:
    captured = capsys.readouterr()
    return captured.out == "" and len(captured.err.splitlines()) == 1


def test_inspect_shows_geometry_parameters_and_sizes(
    saved: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(saved("sharded")[0])]) == 0
    shown = capsys.readouterr().out.lower()
    for word in ("layers", "experts", "parameters", "vocab", "canvas"):
        assert word in shown


def test_inspect_refuses_what_is_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(tmp_path)]) == 1
    assert one_sentence(capsys)


def test_quantize_writes_a_folder_that_generates_and_inspects(
    saved: Callable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "small")
    assert main(["quantize", str(saved("talkative")[0]), target]) == 0
    assert target in capsys.readouterr().out
    asked = ["--prompt", "Hello", "--seed", "1", "--max-new-tokens", "8", "--json"]
    assert main(["generate", "--model", target, *asked]) == 0
    assert json_lines(capsys.readouterr().out)[-1]["event"] == "finished"
    assert main(["inspect", target]) == 0
    shown = capsys.readouterr().out
    assert "U8 (6)" in shown
    assert "bits a parameter" in shown
    assert main(["quantize", target, str(tmp_path / "smaller")]) == 1
    assert one_sentence(capsys)


def test_quantize_while_loading_shows_in_the_first_frame(
    model: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["generate", *model, "--prompt", "Hello", "--seed", "1", "--max-new-tokens", "8"]
    frames = []
    for wish in ([], ["--quantize"]):
        assert main([*asked, "--json", *wish]) == 0
        frames.append(json_lines(capsys.readouterr().out)[1])
    assert frames[0]["entropy"] != frames[1]["entropy"]


def test_chat_keeps_the_conversation(
    model: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["Hello", "And then?", ""])
    monkeypatch.setattr("builtins.input", lambda _="": next(lines))
    assert main(["chat", *model, "--seed", "1", "--max-new-tokens", "8"]) == 0
    assert len(capsys.readouterr().out) > 0


def test_chat_goes_on_after_a_message_that_is_too_long(
    model: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["hello " * 3000, "hello", ""])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert main(["chat", *model, "--max-new-tokens", "8", "--seed", "1"]) == 0
    printed = capsys.readouterr()
    assert "reads at most" in printed.err
    assert printed.out.strip()


def test_help_documents_the_json_fields(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["generate", "--help"])
    shown = capsys.readouterr().out
    for record in RECORDS.values():
        for field in dataclasses.fields(record):
            assert field.name in shown


def test_importing_the_engine_imports_no_torch() -> None:
    code = "import sys, engine, engine.cli; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_loading_a_model_brings_no_compiler_in() -> None:
    """It takes torch a second to come, and Triton, where it is installed, complains at the end."""
    code = "import sys; from engine import Engine; Engine.load('resources/starter', 'cpu'); "
    code += "print(sorted({'torch._dynamo', 'triton'} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"

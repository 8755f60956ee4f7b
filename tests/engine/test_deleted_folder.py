"""A model whose files are deleted while it is in memory goes on; loading it again says what is."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import ChatMessage, Engine, Finished, GenerationOptions
from engine.errors import ModelFilesError
from engine.weights.conversion import quantize_folder

ASK = [ChatMessage("user", "Hello")]
SHORT = GenerationOptions(max_new_tokens=8, seed=3)


@pytest.fixture(params=["floats", "packed"])
def folder(request: pytest.FixtureRequest, saved: Callable, tmp_path: Path) -> Path:
    source, _ = saved("plain")
    if request.param == "floats":
        return Path(shutil.copytree(source, tmp_path / "model"))
    list(quantize_folder(source, tmp_path / "model"))
    return tmp_path / "model"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files that are in use")
def test_model_goes_on_without_its_folder(folder: Path) -> None:
    untouched = shutil.copytree(folder, folder.with_name("untouched"))
    engine = Engine.load(folder, device="cpu", dtype="float32")
    shutil.rmtree(folder)
    events = list(engine.generate(ASK, SHORT))
    same = list(Engine.load(untouched, device="cpu", dtype="float32").generate(ASK, SHORT))
    committed = [event for event in events if hasattr(event, "text")]
    assert [event.text for event in committed] == [e.text for e in same if hasattr(e, "text")]
    assert committed
    assert isinstance(events[-1], Finished)


def test_loading_again_says_that_the_folder_is_gone(folder: Path) -> None:
    Engine.load(folder, device="cpu").unload()
    shutil.rmtree(folder)
    with pytest.raises(ModelFilesError, match="no model"):
        Engine.load(folder, device="cpu")

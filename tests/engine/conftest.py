"""Tiny checkpoints on disk, one a recipe and session, and the reference models of the same."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from transformers import DiffusionGemmaForBlockDiffusion
from transformers.utils import logging

from engine import Engine
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.load import load_model
from tests.fakes.tiny_checkpoints import RECIPES, save_checkpoint

Saved = tuple[Path, DiffusionGemmaForBlockDiffusion]


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """The tiny matrices gain nothing from threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    logging.disable_progress_bar()
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Saved]:
    """Folder and reference model of a recipe, built when first asked for."""
    made: dict[str, Saved] = {}

    def build(name: str) -> Saved:
        if name not in made:
            folder = tmp_path_factory.mktemp("models") / name
            made[name] = (folder, save_checkpoint(RECIPES[name], folder))
        return made[name]

    return build


@pytest.fixture(scope="session")
def load_tiny(saved: Callable[[str], Saved]) -> Callable[[str], DiffusionGemma]:
    """Our float32 model of a recipe, without tokenizer or session."""

    def load(name: str) -> DiffusionGemma:
        folder, _ = saved(name)
        config = ModelConfig.from_folder(folder)
        return load_model(folder, config, torch.device("cpu"), torch.float32)[0]

    return load


@pytest.fixture
def load_engine(saved: Callable[[str], Saved]) -> Callable[[str], Engine]:
    """A fresh float32 engine on a recipe's folder."""
    return lambda name: Engine.load(saved(name)[0], device="cpu", dtype="float32")


@pytest.fixture
def engine(load_engine: Callable[[str], Engine]) -> Engine:
    """A fresh engine on the plain recipe: its replies last many blocks."""
    return load_engine("plain")

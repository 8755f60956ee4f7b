"""Whether a folder or file that a person chose can be a model. Reads no more than its config."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.wording import own_error, own_reason, own_words
from engine import installed
from engine.errors import EngineError
from engine.gguf.model import gguf_path
from engine.model_config import ModelConfig


def own_folder_problem(folder: Path) -> str | None:
    """Why a folder or GGUF file of the person's cannot be a model; reads no more than a config."""
    try:
        if not folder.exists():
            gone = QCoreApplication.translate("Models", "There is no folder {folder} (any more).")
            return gone.format(folder=folder)
        if problem := installed.problem_of(folder):
            return own_words(problem)
        if gguf_path(folder) is None:
            ModelConfig.from_folder(folder)
    except EngineError as error:
        return own_error(error)
    except OSError as error:
        sentence = QCoreApplication.translate("Models", "{folder} cannot be read: {reason}.")
        return sentence.format(folder=folder, reason=own_reason(error))
    return None

"""What a download must be: before anything large comes, and before it is called complete."""

from pathlib import Path

from engine.errors import ModelFilesError
from engine.installed import Manifest
from engine.json_files import read_json
from engine.model_config import ModelConfig
from engine.repository import lacks
from engine.said import said
from engine.weights.checkpoint import INDEX_FILE, shard_files


def require_companions(part: Path, manifest: Manifest) -> None:
    """Look at all that lies beside the weights; a GGUF file brings it along itself.

    Raises ModelFilesError and UnsupportedModel.
    """
    names = {file.path for file in manifest.files}
    if any(name.endswith(".gguf") for name in names):
        return
    from engine.tokenizer import Tokenizer

    ModelConfig.from_folder(part)
    if INDEX_FILE in names:
        _require_shards(part, manifest.repository, names)
    _require_template(part, manifest.repository)
    Tokenizer.from_folder(part)
    _require_method(part, manifest.is_packed)


def require_model(folder: Path) -> None:
    """Account for every tensor, as loading would; reads headers and the tokenizer.

    Raises ModelFilesError and UnsupportedModel.
    """
    from engine.tokenizer import Tokenizer
    from engine.weights.formats import open_weights
    from engine.weights.load import parameter_shapes

    open_weights(folder, parameter_shapes(ModelConfig.from_folder(folder)))
    Tokenizer.from_folder(folder)


def _require_shards(part: Path, repository: str, names: set[str]) -> None:
    missing = [shard.name for shard in shard_files(part) if shard.name not in names]
    if missing:
        raise ModelFilesError(lacks(repository, missing))


def _require_template(part: Path, repository: str) -> None:
    if (part / "chat_template.jinja").exists():
        return
    if not isinstance(read_json(part / "tokenizer_config.json").get("chat_template"), str):
        raise ModelFilesError(lacks(repository, ["chat_template.jinja"]))


def _require_method(part: Path, is_to_be_packed: bool) -> None:
    """The weights must be floats to be packed, and else of a kind that can be read."""
    from engine.weights.formats import quantisation_method, require_readable

    if not is_to_be_packed:
        require_readable(part)
    elif method := quantisation_method(part):
        raise ModelFilesError(
            said(
                "This model is quantised already (“{method}”). Download it as it is.", method=method
            )
        )

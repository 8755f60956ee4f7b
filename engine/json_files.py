"""Reads a model folder's JSON files, and says in a sentence why one cannot be read."""

import json
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError
from engine.said import said


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of a model folder; raises ModelFilesError with a sentence otherwise."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelFilesError(
            said(
                "The folder {folder} has no {file}, so it is not a model folder.",
                folder=path.parent.name,
                file=path.name,
            )
        ) from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ModelFilesError(
            said("{file} cannot be read: {problem}.", file=path.name, problem=error)
        ) from error
    if not isinstance(raw, dict):
        raise ModelFilesError(said("{file} is not a JSON object.", file=path.name))
    return raw

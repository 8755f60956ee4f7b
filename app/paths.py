"""Where the program's files are. Creates the data folder when asked; opens none of the files."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


def resource(name: str) -> Path:
    """A file or folder shipped with the program, from source and in a packaged folder alike."""
    return Path(__file__).parents[1] / "resources" / name


def built_in_model() -> Path:
    """The folder of the embedded model."""
    return resource("starter")


def model_name(folder: Path) -> str:
    """What a person calls the model in ``folder``: its folder's name, or what the built-in is."""
    return "Starter model" if folder == built_in_model() else folder.name


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The files that belong to one person."""

    root: Path

    @classmethod
    def at(cls, override: Path | None) -> "DataFolder":
        """``override``, or the platform's data folder; made if missing. Raises OSError."""
        root = override or user_data_path("sfumato", appauthor=False)
        root.mkdir(parents=True, exist_ok=True)
        return cls(root.resolve())

    @property
    def database(self) -> Path:
        return self.root / "sfumato.db"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def lock(self) -> Path:
        return self.root / "sfumato.lock"

    @property
    def log(self) -> Path:
        return self.root / "sfumato.log"

"""Where the program's files are. Creates the data folder when asked; opens none of the files."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from engine.said import said

STARTER = said("Starter model")

_PERSONAL = (
    *("sfumato.db*", "sfumato.log*", "settings.json", "settings.damaged.json", "settings.part"),
    *("sfumato-unsaved-*.md", "emergency-room", ".sfumato-*"),
    *("backups/sfumato-*.db*", "backups/.copy-*", "backups/to-forget", "damaged/*/sfumato.db*"),
)


def resource(name: str) -> Path:
    """A file or folder shipped with the program, from source and in a packaged folder alike."""
    return Path(__file__).parents[1] / "resources" / name


def built_in_model() -> Path:
    """The folder of the embedded model."""
    return resource("starter")


def model_name(folder: Path) -> str:
    """What a person calls the model in ``folder``: its folder's name, or what the built-in is."""
    return STARTER if folder == built_in_model() else folder.name


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The files that belong to one person."""

    root: Path

    @classmethod
    def at(cls, override: Path | None) -> "DataFolder":
        """``override``, or the platform's data folder; made if missing. Raises OSError."""
        root = override or user_data_path("sfumato", appauthor=False)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(root.resolve())

    def personal_files(self) -> list[Path]:
        """What Sfumato wrote there about its person: all but the models and the lock.

        The folder may hold other things, if the person chose one: they are never named here.
        """
        found = {path for pattern in _PERSONAL for path in self.root.glob(pattern)}
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def remove_personal_files(self) -> None:
        """Delete them, and the folders they leave empty. Raises OSError."""
        for path in self.personal_files():
            path.unlink(missing_ok=True)
        for folder in (*self.damaged.glob("*"), self.damaged, self.backups):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def make_private(self) -> None:
        """Close to other users what older versions or settings of the system left open.

        A folder that the person shares with other things keeps its mode, its files do not.
        """
        ours = {*self.personal_files(), self.lock, self.backups, self.damaged, self.models}
        for path in self.personal_files():
            with suppress(OSError):  # not our file, or a system without modes
                path.chmod(0o600)
        with suppress(OSError):
            if set(self.root.iterdir()) <= ours:
                self.root.chmod(0o700)

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
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def damaged(self) -> Path:
        return self.root / "damaged"

    @property
    def lock(self) -> Path:
        return self.root / "sfumato.lock"

    @property
    def log(self) -> Path:
        return self.root / "sfumato.log"

"""Where files are."""

from pathlib import Path

from app.paths import DataFolder, resource


def test_data_folder_is_made_where_asked(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path / "a" / "b")
    assert folder.root.is_dir()
    assert folder.database.parent == folder.root


def test_resources_lie_beside_the_packages() -> None:
    assert resource("starter").parent.name == "resources"
    assert (resource("starter").parents[1] / "app").is_dir()

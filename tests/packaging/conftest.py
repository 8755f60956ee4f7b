"""The starter model's recipe is a folder of scripts: tests import them from there."""

import sys
from pathlib import Path

import pytest

STARTER = Path(__file__).parents[2] / "packaging" / "starter"


@pytest.fixture(scope="session", autouse=True)
def starter_scripts() -> None:
    """Put packaging/starter on the path, behind everything else."""
    sys.path.append(str(STARTER))

"""What every test of a format shares."""

import pytest

from engine.weights import kernels


@pytest.fixture(autouse=True)
def codes_stay_as_the_file_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CPU's 4-bit kernel has a layout of its own and rounds rows; numbers are exact without."""
    monkeypatch.setattr(kernels, "serves", lambda *_: False)

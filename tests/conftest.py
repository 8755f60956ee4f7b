"""What every test of the program shares: an offscreen display and one thread for torch."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TRITON_INTERPRET"] = "1"  # read when Triton comes in, by whomsoever


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen display cannot do some things and says so at each window: no failure."""
    config.addinivalue_line("qt_log_ignore", "propagateSizeHints")
    config.addinivalue_line("qt_log_ignore", r"does not support raise\(\)")


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """The program switches its own process offline: not that of the tests after it."""
    before = dict(os.environ)
    yield
    for name in set(os.environ) - set(before) - {"PYTEST_CURRENT_TEST"}:
        if name.startswith(("HF_", "SFUMATO_", "DO_NOT_TRACK")):
            del os.environ[name]

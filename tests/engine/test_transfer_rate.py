"""The rate follows the line without jumping."""

import pytest

from engine.transfer_rate import WINDOW, TransferRate


def test_nothing_is_claimed_in_the_first_second() -> None:
    rate = TransferRate(now=100.0)
    rate.add(5_000_000, now=100.5)
    assert rate.bytes_per_second(100.5) is None


def test_steady_line_shows_its_rate() -> None:
    rate = TransferRate(now=0.0)
    for second in range(1, 100):
        rate.add(3_000, now=float(second))
        if second > 1:
            assert rate.bytes_per_second(float(second)) == pytest.approx(3_000)


def test_changed_line_is_believed_after_the_window() -> None:
    rate = TransferRate(now=0.0)
    for second in range(1, 60):
        rate.add(9_000, now=float(second))
    for second in range(60, 60 + int(WINDOW) + 2):
        rate.add(1_000, now=float(second))
    assert rate.bytes_per_second(60.0 + WINDOW + 1) == pytest.approx(1_000)


def test_silent_line_falls_towards_nothing() -> None:
    rate = TransferRate(now=0.0)
    rate.add(10_000, now=1.0)
    rates = [rate.bytes_per_second(now) for now in (2.0, 4.0, 8.0)]
    assert rates == [5_000, 2_500, 1_250]

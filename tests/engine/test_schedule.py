"""The temperature schedule of a block."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers.models.diffusion_gemma.generation_diffusion_gemma import (
    LinearTemperatureScheduleLogitsProcessor,
)

from engine.schedule import TemperatureSchedule

steps = st.integers(1, 100)
temperatures = st.floats(0.05, 2.0)


@given(temperatures, temperatures, steps)
def test_schedule_ends_after_max_steps_and_cools(one: float, two: float, count: int) -> None:
    t_min, t_max = sorted((one, two))
    schedule = list(TemperatureSchedule(t_min, t_max, count))
    assert [step.number for step in schedule] == list(range(1, count + 1))
    values = [step.temperature for step in schedule]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(t_max)
    assert all(t_min - 1e-6 <= value <= t_max + 1e-6 for value in values)


@given(steps)
def test_temperatures_divide_as_the_references_do(count: int) -> None:
    processor = LinearTemperatureScheduleLogitsProcessor(0.4, 0.8, count)
    logits = torch.linspace(-9, 9, 64)
    for step in TemperatureSchedule(0.4, 0.8, count):
        remaining = torch.tensor(count - step.number + 1, dtype=torch.int32)
        assert torch.equal(logits / step.temperature, processor(None, logits, cur_step=remaining))


def test_a_schedule_can_be_run_again() -> None:
    schedule = TemperatureSchedule(0.4, 0.8, 5)
    assert list(schedule) == list(schedule)

"""The temperature schedule of a block: from t_max down towards t_min, one temperature a step."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch


@dataclass(frozen=True, slots=True)
class ScheduledStep:
    """``number`` counts from 1; ``temperature`` divides the logits."""

    number: int
    temperature: float


@dataclass(frozen=True, slots=True)
class TemperatureSchedule:
    """T = t_min + (t_max - t_min) * remaining / max_steps, in float32 as the reference does it."""

    t_min: float
    t_max: float
    max_steps: int

    def __iter__(self) -> Iterator[ScheduledStep]:
        for remaining in range(self.max_steps, 0, -1):
            share = torch.tensor(remaining, dtype=torch.int32, device="cpu") / self.max_steps
            temperature = self.t_min + (self.t_max - self.t_min) * share
            yield ScheduledStep(self.max_steps - remaining + 1, float(temperature))

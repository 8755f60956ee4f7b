"""What a denoising step moves and computes under a plan, and how long it should take at best.

Every weight is taken to be read once a step, at the full rate of the device's memory.
"""

from dataclasses import dataclass

from engine.config import ModelConfig
from engine.hardware import Hardware
from engine.known_cards import DISK, Speed, speed_of
from engine.memory_plan import DoesNotFit, MemoryPlan, PlanWishes, make_plan
from engine.weights.sizes import WeightSizes, fixed_numbers, layer_numbers

_ARITHMETIC_SHARE = 0.5  # of a device's peak that matrix products of this size reach


@dataclass(frozen=True, slots=True)
class StepCost:
    """Bytes read from the device's memory, brought over its link, read from the disk; operations.

    What comes from the disk also passes the link, and is not counted twice.
    """

    device_bytes: int
    pinned_bytes: int
    disk_bytes: int
    operations: int

    def seconds(self, speed: Speed) -> float:
        """The arithmetic and the moving of layers run side by side: the slower one counts."""
        return max(self.resident_seconds(speed), self._moving_seconds(speed))

    def resident_seconds(self, speed: Speed) -> float:
        """What the step would take if nothing had to be moved to the device."""
        arithmetic = self.operations / (speed.operations * _ARITHMETIC_SHARE)
        return max(self.device_bytes / speed.memory, arithmetic)

    def _moving_seconds(self, speed: Speed) -> float:
        return self.pinned_bytes / speed.link + self.disk_bytes / min(speed.link, DISK)


def step_cost(sizes: WeightSizes, config: ModelConfig, plan: MemoryPlan) -> StepCost:
    """The embedding is read twice: for the logits, and for what the step before believed."""
    return StepCost(
        device_bytes=sizes.total + fixed_numbers(config).floats * 2,
        pinned_bytes=plan.pinned_bytes,
        disk_bytes=plan.mapped_bytes,
        operations=operations(config),
    )


def operations(config: ModelConfig) -> int:
    """Multiplications and additions of a step's matrix products, attention's left out."""
    active = sum(
        layer_numbers(config, index).dense
        + layer_numbers(config, index).experts * config.top_k_experts // config.num_experts
        for index in range(config.num_hidden_layers)
    )
    fixed = fixed_numbers(config)
    return 2 * config.canvas_length * (active + fixed.dense + 2 * fixed.floats)


def tokens_a_second(seconds: float, steps: int, config: ModelConfig) -> float:
    """Of a block that takes so many steps; the prompt and the encoding of blocks left out."""
    return config.canvas_length / (seconds * steps)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model fits a computer. ``times_slower`` than with all of it on the device."""

    plan: MemoryPlan | None
    sentence: str
    times_slower: float = 1.0
    cpu_plan: MemoryPlan | None = None


def judge(
    sizes: WeightSizes, config: ModelConfig, hardware: Hardware, wishes: PlanWishes | None = None
) -> Fit:
    """ "Fits", "fits with streaming (about N times slower)" or "does not fit, because …"."""
    plan = make_plan(sizes, config, hardware, wishes or PlanWishes())
    if isinstance(plan, DoesNotFit):
        because = plan.reason[0].lower() + plan.reason[1:]
        return Fit(None, f"Does not fit, because {because}", cpu_plan=plan.cpu)
    cost, speed = step_cost(sizes, config, plan), speed_of(plan.device_name, plan.device)
    slower = cost.seconds(speed) / cost.resident_seconds(speed)
    if plan.is_resident:
        return Fit(plan, f"Fits: {plan.words}.")
    times = f"about {slower:.0f} times slower" if slower >= 1.5 else "hardly slower"
    return Fit(plan, f"Fits with streaming ({times}): {plan.words}.", slower)

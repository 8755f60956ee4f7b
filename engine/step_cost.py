"""What a denoising step moves and computes under a plan, and how long it should take.

Two counts of what passes the device's memory: ``device_bytes`` is what this code moves there, which
unpacks weights in several passes; ``least_bytes`` reads every weight once, as a kernel could that
multiplies by packed ones. ``tests/engine/test_traced_step.py`` counts the former from the code.
"""

from dataclasses import dataclass

from engine.known_cards import DISK, Speed
from engine.memory_plan import MemoryPlan
from engine.model_config import ModelConfig
from engine.weights.sizes import WeightSizes, fixed_numbers, layer_numbers

# Bytes read and written a number: of 4-bit experts, some of which are unpacked for two tiles of
# rows, of 8-bit projections, and of floats.
EXPERT_BYTES, DENSE_BYTES, FLOAT_BYTES = 23.3, 6.5, 2.0
LOGIT_PASSES = 39  # how often a step reads or writes as much as its float32 logits
_ARITHMETIC_SHARE = 0.5  # of a device's peak that matrix products of this size reach


@dataclass(frozen=True, slots=True)
class StepCost:
    """Bytes through the device's memory, over its link and from the disk; operations.

    What comes from the disk also passes the link, and is not counted twice.
    """

    device_bytes: int
    least_bytes: int
    pinned_bytes: int
    disk_bytes: int
    operations: int

    def seconds(self, speed: Speed) -> float:
        """Moving layers and working on them go on side by side: the slower one counts."""
        return max(self.resident_seconds(speed), self._moving_seconds(speed))

    def resident_seconds(self, speed: Speed) -> float:
        """What the step would take if nothing had to be brought to the device."""
        return max(self.device_bytes / speed.memory, self._arithmetic_seconds(speed))

    def least_seconds(self, speed: Speed) -> float:
        """The step with kernels that read every weight once."""
        working = max(self.least_bytes / speed.memory, self._arithmetic_seconds(speed))
        return max(working, self._moving_seconds(speed))

    def _arithmetic_seconds(self, speed: Speed) -> float:
        return self.operations / (speed.operations * _ARITHMETIC_SHARE)

    def _moving_seconds(self, speed: Speed) -> float:
        return self.pinned_bytes / speed.link + self.disk_bytes / min(speed.link, DISK)


def step_cost(sizes: WeightSizes, config: ModelConfig, plan: MemoryPlan) -> StepCost:
    """The embedding is read twice: for the logits, and for what the step before believed."""
    logits = 4 * config.canvas_length * config.vocab_size
    least = sizes.total + round(fixed_numbers(config).floats * FLOAT_BYTES) + 4 * logits
    # On a CPU a kernel multiplies by packed weights without unpacking them.
    is_unpacked = plan.device != "cpu" and _is_packed(sizes, config)
    return StepCost(
        device_bytes=_unpacking_bytes(config) + LOGIT_PASSES * logits if is_unpacked else least,
        least_bytes=least,
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


def _unpacking_bytes(config: ModelConfig) -> int:
    layers = [layer_numbers(config, index) for index in range(config.num_hidden_layers)]
    fixed = fixed_numbers(config)
    experts = sum(layer.experts for layer in layers)
    dense = fixed.dense + sum(layer.dense for layer in layers)
    floats = 2 * fixed.floats + sum(layer.floats for layer in layers)
    return round(EXPERT_BYTES * experts + DENSE_BYTES * dense + FLOAT_BYTES * floats)


def _is_packed(sizes: WeightSizes, config: ModelConfig) -> bool:
    numbers = layer_numbers(config, 0)
    return sizes.layers[0] < 1.5 * (numbers.experts + numbers.dense + numbers.floats)

"""What a step costs."""

import pytest

from engine.known_cards import speed_of
from engine.machines import MACHINES
from engine.memory_plan import MemoryPlan, PlanWishes, make_plan
from engine.released_model import RELEASED
from engine.step_cost import operations, step_cost, tokens_a_second
from engine.weights.sizes import PACKED, sizes_as

SIZES = sizes_as(RELEASED, PACKED)


def seconds(name: str, wishes: PlanWishes | None = None) -> float:
    plan = make_plan(SIZES, RELEASED, MACHINES[name], wishes or PlanWishes())
    assert isinstance(plan, MemoryPlan)
    speed = speed_of(plan.device_name, plan.device)
    return step_cost(SIZES, RELEASED, plan).least_seconds(speed)


def test_step_computes_about_two_teraflops() -> None:
    assert operations(RELEASED) == pytest.approx(2.3e12, rel=0.1)


def test_step_reads_every_weight() -> None:
    plan = make_plan(SIZES, RELEASED, MACHINES["RTX 4090 24 GB"], PlanWishes())
    assert isinstance(plan, MemoryPlan)
    cost = step_cost(SIZES, RELEASED, plan)
    assert cost.device_bytes > cost.least_bytes > SIZES.total
    assert cost.pinned_bytes == cost.disk_bytes == 0


def test_faster_cards_take_less_time() -> None:
    order = [
        "RTX 4060 8 GB",
        "RTX 3060 12 GB",
        "RTX 3090 24 GB",
        "RTX 4090 24 GB",
        "RTX 5090 32 GB",
    ]
    times = [seconds(name) for name in order]
    assert times == sorted(times, reverse=True)


def test_streaming_more_takes_longer() -> None:
    times = [seconds("RTX 4090 24 GB", PlanWishes(max_resident_layers=n)) for n in (30, 20, 10, 0)]
    assert times == sorted(times)
    assert times[-1] > 10 * times[0]


def test_more_steps_give_fewer_tokens_a_second() -> None:
    assert tokens_a_second(0.1, 10, RELEASED) == pytest.approx(256)
    assert tokens_a_second(0.1, 20, RELEASED) == pytest.approx(128)


@pytest.mark.parametrize(
    ("name", "gigabytes"),
    [
        ("NVIDIA GeForce RTX 4070 Ti SUPER", 672),
        ("NVIDIA GeForce RTX 4070 Laptop GPU", 256),
        ("NVIDIA GeForce RTX 4070 SUPER", 504),
        ("NVIDIA L4", 300),
        ("NVIDIA L40S", 300),  # not known: a careful guess
        ("Apple M4 Max", 546),
    ],
)
def test_card_is_known_by_the_longest_part_of_its_name(name: str, gigabytes: int) -> None:
    device = "mps" if name.startswith("Apple") else "cuda:0"
    assert speed_of(name, device).memory == gigabytes * 1e9

"""Plans for computers that people have: what stays, what is streamed, and what is refused."""

import itertools
from dataclasses import replace

import pytest

from engine.hardware import GIB, Backend, Gpu, Hardware
from engine.machines import MACHINES
from engine.memory_plan import (
    SLOTS,
    DoesNotFit,
    MemoryPlan,
    Place,
    PlanWishes,
    cache_bytes,
    make_plan,
    rung_below,
)
from engine.released_model import RELEASED
from engine.weights.sizes import PACKED, UNPACKED, WeightSizes, sizes_as

FULL_SIZE, FLOATS = sizes_as(RELEASED, PACKED), sizes_as(RELEASED, UNPACKED)
SMALL = WeightSizes(10_000_000, (1_000_000,) * 30)
AUTO = PlanWishes()
TOO_SMALL = "laptop, RTX 3050 4 GB, 16 GB memory"
FITTING = [name for name in MACHINES if name != TOO_SMALL]
EXPECTED = {
    "RTX 3060 12 GB": "15 layers on the GPU, 15 streamed",
    "RTX 3060 12 GB, 16 GB memory": "15 layers on the GPU, 15 streamed",
    "RTX 3070 8 GB": "6 layers on the GPU, 24 streamed",
    "RTX 3080 10 GB": "10 layers on the GPU, 20 streamed",
    "RTX 3090 24 GB": "all 30 layers on the GPU",
    "RTX 4060 8 GB": "6 layers on the GPU, 24 streamed",
    "RTX 4060 Ti 16 GB": "23 layers on the GPU, 7 streamed",
    "RTX 4070 12 GB": "15 layers on the GPU, 15 streamed",
    "RTX 4070 Ti SUPER 16 GB": "23 layers on the GPU, 7 streamed",
    "RTX 4090 24 GB": "all 30 layers on the GPU",
    "RTX 5070 Ti 16 GB": "23 layers on the GPU, 7 streamed",
    "RTX 5080 16 GB": "23 layers on the GPU, 7 streamed",
    "RTX 5090 32 GB": "all 30 layers on the GPU",
    "two RTX 3090 24 GB": "all 30 layers on the GPU",
    "RTX 3060 12 GB and RTX 4060 Ti 16 GB": "24 layers on the GPU, 6 streamed",
    "laptop, RTX 4060 8 GB, 16 GB memory": (
        "6 layers on the GPU, 17 streamed from memory and 7 from the disk"
    ),
    "RX 7900 XTX 24 GB": "all 30 layers on the GPU",
    "RX 7800 XT 16 GB": "23 layers on the GPU, 7 streamed",
    "Mac M1 16 GB": "12 layers on the GPU, 18 streamed from the disk",
    "Mac M2 24 GB": "23 layers on the GPU, 7 streamed from the disk",
    "Mac M3 Pro 36 GB": "all 30 layers on the GPU",
    "Mac M4 Pro 48 GB": "all 30 layers on the GPU",
    "Mac M4 Max 64 GB": "all 30 layers on the GPU",
    "no card, 8 GB memory": "2 layers in memory, 28 read from the disk at every step",
    "no card, 16 GB memory": "20 layers in memory, 10 read from the disk at every step",
    "no card, 32 GB memory": "all 30 layers in memory",
    "no card, 64 GB memory": "all 30 layers in memory",
}


def planned(
    hardware: Hardware, wishes: PlanWishes = AUTO, sizes: WeightSizes = FULL_SIZE
) -> MemoryPlan:
    plan = make_plan(sizes, RELEASED, hardware, wishes)
    assert isinstance(plan, MemoryPlan), plan.reason
    return plan


def refused(
    hardware: Hardware, wishes: PlanWishes = AUTO, sizes: WeightSizes = FULL_SIZE
) -> DoesNotFit:
    plan = make_plan(sizes, RELEASED, hardware, wishes)
    assert isinstance(plan, DoesNotFit)
    return plan


def resident(plan: MemoryPlan) -> int:
    return plan.layers.count(Place.RESIDENT)


def with_problem(hardware: Hardware, problem: str) -> Hardware:
    return replace(hardware, gpus=tuple(replace(gpu, problem=problem) for gpu in hardware.gpus))


@pytest.mark.parametrize("name", FITTING)
def test_plan_of_each_machine(name: str) -> None:
    assert planned(MACHINES[name]).words == EXPECTED[name]


def test_table_has_all_kinds_of_machines() -> None:
    assert len(MACHINES) >= 20
    backends = {gpu.backend for machine in MACHINES.values() for gpu in machine.gpus}
    assert backends == set(Backend)
    assert any(len(machine.gpus) == 2 for machine in MACHINES.values())
    assert any(not machine.gpus for machine in MACHINES.values())


@pytest.mark.parametrize("sizes", [FULL_SIZE, FLOATS], ids=["packed", "floats"])
@pytest.mark.parametrize("name", FITTING)
def test_no_plan_asks_for_more_than_there_is(name: str, sizes: WeightSizes) -> None:
    machine = MACHINES[name]
    plan = planned(machine, sizes=sizes)
    assert plan.needed_bytes <= plan.free_bytes
    assert plan.pinned_bytes <= machine.ram_bytes // 2
    assert len(plan.layers) == 30


@pytest.mark.parametrize("name", FITTING)
def test_every_weight_is_somewhere_once(name: str) -> None:
    plan = planned(MACHINES[name])
    assert plan.weights_bytes + plan.streamed_bytes == FULL_SIZE.total


@pytest.mark.parametrize("name", FITTING)
def test_one_more_layer_would_not_fit(name: str) -> None:
    """Or it would need no slots: two streamed layers take as much in slots as at home."""
    plan = planned(MACHINES[name])
    if not plan.is_resident:
        left = plan.free_bytes - plan.needed_bytes
        assert left < min(FULL_SIZE.layers) * (1 if plan.slot_bytes else 2)


@pytest.mark.parametrize("name", FITTING)
def test_streamed_layers_lie_apart(name: str) -> None:
    """A layer that stays computes while the next one comes."""
    plan = planned(MACHINES[name])
    streamed = [index for index, place in enumerate(plan.layers) if place is not Place.RESIDENT]
    steps = [after - before for before, after in itertools.pairwise(streamed)]
    assert not steps or max(steps) - min(steps) <= 1


@pytest.mark.parametrize("name", FITTING)
def test_more_free_memory_never_keeps_fewer_layers(name: str) -> None:
    before = -1
    for free in range(0, 40, 2):
        gpus = tuple(
            replace(gpu, total_bytes=40 * GIB, free_bytes=free * GIB) for gpu in MACHINES[name].gpus
        )
        machine = replace(MACHINES[name], gpus=gpus, ram_bytes=64 * GIB, free_ram_bytes=free * GIB)
        plan = make_plan(FULL_SIZE, RELEASED, machine, AUTO)
        count = resident(plan) if isinstance(plan, MemoryPlan) else -1
        assert count >= before
        before = count
    assert before == 30


def test_every_plan_gives_its_reason() -> None:
    for name in FITTING:
        plan = planned(MACHINES[name])
        assert plan.reasons
        assert all(reason.endswith(".") for reason in plan.reasons)


def test_the_larger_card_of_two_is_taken_and_the_other_named() -> None:
    plan = planned(MACHINES["RTX 3060 12 GB and RTX 4060 Ti 16 GB"])
    assert plan.device == "cuda:1"
    assert "RTX 3060" in plan.reasons[-1]


def test_card_that_is_asked_for_is_taken() -> None:
    machine = MACHINES["RTX 3060 12 GB and RTX 4060 Ti 16 GB"]
    assert planned(machine, PlanWishes("cuda:0")).device == "cuda:0"
    assert planned(machine, PlanWishes("cuda")).device == "cuda:1"
    assert planned(machine, PlanWishes("cpu")).device == "cpu"


def test_card_too_small_is_refused_and_the_processor_only_offered() -> None:
    refusal = refused(MACHINES[TOO_SMALL])
    assert "3.5 GiB free" in refusal.reason
    assert "processor instead" in refusal.reason
    assert refusal.cpu is not None
    assert refusal.cpu.device == "cpu"


def test_broken_driver_refuses_a_large_model_and_offers_the_processor() -> None:
    machine = with_problem(MACHINES["RTX 4090 24 GB"], "The driver is too old.")
    refusal = refused(machine)
    assert refusal.reason.startswith("The driver is too old.")
    assert refusal.cpu is not None
    assert planned(machine, PlanWishes("cpu")).is_resident


def test_broken_driver_is_told_where_a_small_model_runs_all_the_same() -> None:
    machine = with_problem(MACHINES["RTX 4090 24 GB"], "The driver is too old.")
    plan = planned(machine, sizes=SMALL)
    assert plan.device == "cpu"
    assert "The driver is too old." in plan.reasons


def test_device_that_is_not_there_is_refused() -> None:
    assert "no such device" in refused(MACHINES["no card, 64 GB memory"], PlanWishes("cuda")).reason
    assert refused(MACHINES["Mac M1 16 GB"], PlanWishes("cuda")).cpu is not None


def test_computer_with_hardly_any_memory_is_refused() -> None:
    machine = replace(MACHINES["no card, 8 GB memory"], free_ram_bytes=1 * GIB)
    refusal = refused(machine)
    assert "main memory" in refusal.reason
    assert refusal.cpu is None


def test_wish_for_fewer_layers_is_granted() -> None:
    plan = planned(MACHINES["RTX 5090 32 GB"], PlanWishes(max_resident_layers=20))
    assert plan.words == "20 layers on the GPU, 10 streamed"


def test_longer_conversations_leave_room_for_fewer_layers() -> None:
    machine = MACHINES["RTX 4070 12 GB"]
    counts = [resident(planned(machine, PlanWishes(context_tokens=n))) for n in (1024, 8192, 32768)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0]


def test_full_layers_keep_20_kilobytes_a_token() -> None:
    assert cache_bytes(RELEASED, 10_001) - cache_bytes(RELEASED, 10_000) == 20_480


def test_ladder_goes_down_to_nothing_and_every_rung_frees_memory() -> None:
    machine = MACHINES["RTX 3090 24 GB"]
    plan, wishes = planned(machine), AUTO
    needs = []
    while True:
        needs.append(plan.needed_bytes)
        below = rung_below(plan, wishes)
        if below is None:
            break
        plan, wishes = planned(machine, below), below
    assert resident(plan) == 0
    assert len(needs) > 4
    assert all(after < before for before, after in itertools.pairwise(needs))
    assert plan.device == "cuda:0"


def test_slots_hold_the_largest_layer() -> None:
    plan = planned(MACHINES["RTX 3060 12 GB"])
    assert plan.slot_bytes == SLOTS * max(FULL_SIZE.layers)


def test_cards_that_share_memory_pin_nothing() -> None:
    machine = MACHINES["Mac M1 16 GB"]
    assert planned(machine).pinned_bytes == 0
    card = Gpu("card", Backend.CUDA, 10 * GIB, 10 * GIB)
    assert planned(replace(machine, gpus=(card,))).pinned_bytes > 0

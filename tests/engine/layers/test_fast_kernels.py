"""The kernels that are off by default: equal to the portable pass in Triton's interpreter, and
tried before they are used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor
from torch.testing import assert_close

pytest.importorskip("triton")

from engine.layers import fast_kernels, triton_blocks, triton_four_bit
from engine.layers.block_weight import BLOCKS, BlockWeight
from engine.layers.expert_pass import by_expert, by_tile
from engine.layers.fast_kernels import fast, kernel_problem
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.weights.kernels import Kernels

CPU = torch.device("cpu")
ROOT = Path(__file__).parents[3]
EXPERTS = 3


def packed(
    rows: int, columns: int, group: int, zero: int, has_offsets: bool, dtype: torch.dtype
) -> GroupedWeight:
    generator = torch.Generator().manual_seed(rows + columns)
    shape = (EXPERTS, rows, columns // group)
    codes = torch.randint(
        256, (EXPERTS, rows, columns // 2), generator=generator, dtype=torch.uint8
    )
    scales = (torch.rand(shape, generator=generator) + 0.5) / 16 / columns**0.5
    offsets = torch.randn(shape, generator=generator) / columns**0.5 if has_offsets else None
    return GroupedWeight(
        Scheme(Code.UINT4, group, zero),
        codes,
        scales.to(dtype),
        None if offsets is None else offsets.to(dtype),
    )


@pytest.fixture
def on_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interpreter works on the processor."""
    monkeypatch.setattr(fast_kernels, "_DEVICES", ("cpu",))


# Rows and columns that do not fill the kernel's own tiles, and those of a released expert's kind.
@pytest.mark.parametrize(
    ("rows", "columns", "group", "zero", "has_offsets"),
    [
        (64, 64, 32, 8, False),
        (80, 96, 16, 0, True),
        (33, 704, 64, 0, True),
        (130, 256, 128, 8, True),
        (16, 32, 32, 0, False),
    ],
)
def test_product_is_the_portable_one(
    rows: int, columns: int, group: int, zero: int, has_offsets: bool
) -> None:
    weight = packed(rows, columns, group, zero, has_offsets, torch.float32)
    tiles = torch.randn(4, 32, columns, generator=torch.Generator().manual_seed(1))
    experts = torch.tensor([0, 2, 2, 1])
    taken = fast(weight)
    assert taken is not None
    assert taken.codes is weight.codes  # no second copy of the weights
    expected = weight.multiply_tiles(tiles, experts)
    assert_close(taken.multiply_tiles(tiles, experts), expected, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_small_product_that_is_tried_first_differs_by_rounding_only(
    on_cpu: None, dtype: torch.dtype
) -> None:
    assert kernel_problem(CPU, dtype) is None


def test_rows_go_through_their_experts_as_in_the_portable_pass() -> None:
    gate_up = packed(2 * 96, 64, 32, 8, has_offsets=False, dtype=torch.float32)
    down = packed(64, 96, 32, 8, has_offsets=False, dtype=torch.float32)
    experts = torch.arange(EXPERTS).repeat_interleave(torch.tensor([2, 0, 71]))
    rows = torch.randn(len(experts), 64, generator=torch.Generator().manual_seed(2))
    quick = [fast(each) for each in (gate_up, down)]
    assert all(quick)
    got = by_tile(rows, experts, *quick)  # type: ignore[arg-type]
    assert_close(got, by_expert(rows, experts, gate_up, down), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(("rows", "columns"), [(64, 256), (33, 704), (130, 512)])
@pytest.mark.parametrize("kind", triton_blocks.KINDS)
def test_product_with_ggufs_blocks_is_the_portable_one(kind: str, rows: int, columns: int) -> None:
    columns -= columns % BLOCKS[kind].columns
    weight = BlockWeight(kind, blocks(kind, rows, columns))
    tiles = torch.randn(4, 32, columns, generator=torch.Generator().manual_seed(1))
    experts = torch.tensor([0, 2, 2, 1])
    taken = fast(weight)
    assert taken is not None
    assert taken.blocks is weight.blocks
    expected = weight.multiply_tiles(tiles, experts)
    got = taken.multiply_tiles(tiles, experts)
    assert_close(got, expected, atol=1e-4 * float(expected.std()), rtol=1e-4)


def blocks(kind: str, rows: int, columns: int) -> Tensor:
    """Random blocks; their halves are small and finite, and of either sign."""
    generator = torch.Generator().manual_seed(rows)
    shape = (EXPERTS, rows, BLOCKS[kind].row_bytes(columns))
    made = torch.randint(256, shape, generator=generator, dtype=torch.uint8)
    for at in (1, 3) if kind == "Q4_K" else (1,):
        high = made[..., at :: BLOCKS[kind].bytes]
        high.copy_((high & 0x83) | 0x28)
    return made


def test_other_weights_keep_their_own_way() -> None:
    plain = packed(64, 64, 32, 8, has_offsets=False, dtype=torch.float32)
    matrix = GroupedWeight(plain.scheme, plain.codes[0], plain.scales[0])
    bytes_ = GroupedWeight(Scheme(Code.INT8, 64), plain.codes.view(torch.int8), plain.scales)
    assert fast(matrix) is None
    assert fast(bytes_) is None
    assert fast(BlockWeight("Q8_0", torch.zeros(2, 34, dtype=torch.uint8))) is None
    assert fast(BlockWeight("Q6_K", torch.zeros(3, 2, 210, dtype=torch.uint8))) is None


def test_kernel_that_computes_something_else_is_not_used(
    on_cpu: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(self: object, tiles: Tensor, experts: Tensor) -> Tensor:
        return tiles.new_zeros((len(tiles), tiles.shape[1], 80))

    monkeypatch.setattr(triton_four_bit.TritonFourBitWeight, "multiply_tiles", wrong)
    assert "other numbers" in str(kernel_problem(CPU, torch.float32))


def test_kernel_that_does_not_compile_is_not_used(
    on_cpu: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> float:
        raise RuntimeError("ptxas died\nand more")

    monkeypatch.setattr(triton_four_bit, "largest_error", fails)
    assert "(ptxas died)" in str(kernel_problem(CPU, torch.float32))


def test_person_is_told_what_became_of_the_wish(
    on_cpu: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    weight = packed(64, 64, 32, 8, has_offsets=False, dtype=torch.float32)
    kernels = Kernels(CPU, torch.float32, are_fast=True)
    assert "do not read" in kernels.notes()[0]
    assert isinstance(kernels.suited(weight, is_resident=True), triton_four_bit.TritonFourBitWeight)
    assert "multiplied by the faster kernels" in kernels.notes()[0]
    assert Kernels(CPU, torch.float32, are_fast=False).notes() == []
    monkeypatch.setattr(fast_kernels, "_DEVICES", ("cuda",))
    assert "graphics cards" in Kernels(CPU, torch.float32, are_fast=True).notes()[0]


def test_without_triton_the_portable_pass_stays(
    on_cpu: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "engine.layers.triton_four_bit", None)
    assert "Triton, which is not installed" in str(kernel_problem(CPU, torch.float32))


def test_kernels_compile_to_the_code_of_real_cards(tmp_path: Path) -> None:
    """Triton has no need of a card for that; the interpreter takes what the compiler refuses."""
    environment = {name: value for name, value in os.environ.items() if name != "TRITON_INTERPRET"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fakes.kernel_compiler"],
        cwd=ROOT,
        env=environment | {"TRITON_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert len(lines) == 8
    assert all(line.endswith(("cubin", "hsaco")) for line in lines)

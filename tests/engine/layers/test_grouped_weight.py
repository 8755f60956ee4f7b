"""Codes unpack to the numbers they stand for, on their own and in a product."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.layers import quantized
from engine.layers.grouped_weight import (
    Code,
    GroupedWeight,
    Scheme,
    decode_float4,
    decode_float8,
    pack_nibbles,
    unpack,
)


def random_bytes(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, shape, generator=generator, dtype=torch.uint8)


def test_float8_agrees_with_torch_for_every_code_but_nan() -> None:
    codes = torch.tensor([code for code in range(256) if code & 0x7F != 0x7F], dtype=torch.uint8)
    assert torch.equal(decode_float8(codes).float(), codes.view(torch.float8_e4m3fn).float())


def test_float4_are_the_sixteen_numbers_of_e2m1() -> None:
    positive = [0, 0.5, 1, 1.5, 2, 3, 4, 6]
    decoded = decode_float4(torch.arange(16, dtype=torch.uint8))
    assert decoded.tolist() == positive + [-number for number in positive]


@pytest.mark.parametrize("code", [Code.UINT4, Code.UINT6])
def test_codes_below_a_byte_are_a_stream_of_bits_from_the_lowest_up(code: Code) -> None:
    row = random_bytes(1, 48)
    stream = int.from_bytes(bytes(row[0].tolist()), "little")
    numbers = [stream >> (code.bits * i) & (2**code.bits - 1) for i in range(48 * 8 // code.bits)]
    assert unpack(row, code)[0].tolist() == numbers


def test_packed_nibbles_unpack_to_themselves() -> None:
    codes = random_bytes(3, 5, 10) & 15
    assert torch.equal(unpack(pack_nibbles(codes), Code.UINT4), codes)


def weight(code: Code, *, matrices: int | None = None, is_nvfp4: bool = False) -> GroupedWeight:
    """16 rows of 96 columns in groups of 16, with everything that a scheme can have."""
    lead = () if matrices is None else (matrices,)
    scheme = Scheme(code, group=16, zero=8 if code == Code.UINT4 else 0)
    codes = random_bytes(*lead, 16, scheme.code_columns(96), seed=1)
    codes = codes & 0x77 if code == Code.FLOAT8 else codes
    scales = torch.rand(*lead, 16, 6, generator=torch.Generator().manual_seed(2))
    if is_nvfp4:
        packed_scales = (scales * 8).to(torch.float8_e4m3fn).view(torch.uint8)
        return GroupedWeight(scheme, codes, packed_scales, row_factors=torch.rand(*lead, 16, 1))
    return GroupedWeight(scheme, codes.view(torch.int8) if code == Code.INT8 else codes, scales)


def by_hand(packed: GroupedWeight) -> Tensor:
    """The definition, number by number, in float64."""
    numbers = unpack(packed.codes, packed.scheme.code).double() - packed.scheme.zero
    scales = packed.scales
    wide = scales.view(torch.float8_e4m3fn).double() if scales.dtype == torch.uint8 else scales
    factors = 1.0 if packed.row_factors is None else packed.row_factors.double()
    return numbers * (wide.double() * factors).repeat_interleave(packed.scheme.group, dim=-1)


@pytest.mark.parametrize("code", list(Code))
def test_numbers_are_code_less_zero_times_scale(code: Code) -> None:
    packed = weight(code)
    expected = by_hand(packed).float()
    torch.testing.assert_close(packed.dense(torch.float32, None, 0, 16), expected)
    assert torch.equal(packed.unpacked(torch.float32), packed.dense(torch.float32, None, 0, 16))


def test_nvfp4_scales_are_bytes_times_a_factor_a_row() -> None:
    packed = weight(Code.FLOAT4, matrices=2, is_nvfp4=True)
    torch.testing.assert_close(packed.unpacked(torch.float32), by_hand(packed).float())


def test_offsets_are_added_after_the_product() -> None:
    plain = weight(Code.UINT4)
    offsets = torch.randn(16, 6, generator=torch.Generator().manual_seed(3))
    packed = GroupedWeight(plain.scheme, plain.codes, plain.scales, offsets)
    expected = by_hand(plain).float() + offsets.repeat_interleave(16, dim=-1)
    torch.testing.assert_close(packed.unpacked(torch.float32), expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("code", list(Code))
def test_slicing_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, code: Code, dtype: torch.dtype
) -> None:
    packed = weight(code, matrices=3)
    hidden = torch.randn(5, 96, generator=torch.Generator().manual_seed(4)).to(dtype)
    whole = packed.matmul(hidden, 1)
    monkeypatch.setattr(quantized, "SLICE_NUMBERS", 3 * 96)
    assert len(list(packed.slices())) == 6
    bound = 1e-4 if dtype == torch.float32 else 2e-2  # sums in another order
    expected = functional.linear(hidden, packed.unpacked(dtype)[1])
    spread = float(expected.float().std())
    torch.testing.assert_close(packed.matmul(hidden, 1), whole, rtol=0, atol=bound * spread)
    torch.testing.assert_close(whole, expected, rtol=0, atol=bound * spread)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_one_scale_a_row_may_be_multiplied_after_the_product(dtype: torch.dtype) -> None:
    codes = random_bytes(16, 96, seed=5).view(torch.int8)
    scales = torch.rand(16, 1, generator=torch.Generator().manual_seed(6)).to(dtype)
    packed = GroupedWeight(Scheme(Code.INT8, group=96), codes, scales)
    hidden = torch.randn(5, 96, generator=torch.Generator().manual_seed(7)).to(dtype)
    expected = hidden.double() @ (codes.double() * scales.double()).T
    tolerance = 2e-5 if dtype == torch.float32 else 2e-2
    torch.testing.assert_close(
        packed.matmul(hidden).double(), expected, rtol=tolerance, atol=tolerance * 100
    )


def test_moving_the_module_moves_all_it_holds() -> None:
    packed = weight(Code.FLOAT4, is_nvfp4=True).to("meta")
    assert {buffer.device.type for buffer in packed.buffers()} == {"meta"}
    assert packed.matmul(torch.empty(4, 96, device="meta")).shape == (4, 16)

"""The policy names every tensor's precision; packing stays within half a step of each number."""

import pytest
import torch
from torch.testing import assert_close

from engine.layers.grouped_weight import Code, Scheme
from engine.model_config import ModelConfig
from engine.weights.load import parameter_shapes
from engine.weights.quantize import Precision, pack, precision, scheme_for

FOUR, EIGHT, FLOAT = Precision.FOUR_BITS, Precision.EIGHT_BITS, Precision.FLOAT


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("layers.0.experts.gate_up_proj", FOUR),
        ("layers.29.experts.down_proj", FOUR),
        ("layers.3.self_attn.q_proj.weight", EIGHT),
        ("layers.3.self_attn.o_proj.weight", EIGHT),
        ("layers.3.mlp.down_proj.weight", EIGHT),
        ("self_conditioning.gate_proj.weight", EIGHT),
        ("self_conditioning.pre_norm.weight", FLOAT),
        ("embed_tokens.weight", FLOAT),
        ("norm.weight", FLOAT),
        ("layers.3.router.proj.weight", FLOAT),
        ("layers.3.router.per_expert_scale", FLOAT),
        ("layers.3.self_attn.q_norm.weight", FLOAT),
        ("layers.3.pre_feedforward_layernorm_2.weight", FLOAT),
        ("layers.3.layer_scalar", FLOAT),
    ],
)
def test_policy(parameter: str, expected: Precision) -> None:
    assert precision(parameter) is expected


def test_only_matrices_are_packed_and_all_experts_are(starter_config: ModelConfig) -> None:
    for parameter, shape in parameter_shapes(starter_config).items():
        packed = scheme_for(parameter, shape) is not None
        assert packed == (precision(parameter) is not FLOAT)
        assert not packed or len(shape) >= 2


@pytest.fixture
def starter_config() -> ModelConfig:
    from engine.model_options import EMBEDDED_MODEL

    return ModelConfig.from_folder(EMBEDDED_MODEL)


@pytest.mark.parametrize("columns", [64, 704, 2816])
def test_real_geometries_are_grouped_by_64(columns: int) -> None:
    scheme = scheme_for("layers.0.experts.down_proj", (4, 8, columns))
    assert scheme == Scheme(Code.UINT4, group=64, zero=8)


def test_rows_that_cannot_be_grouped_stay_floats() -> None:
    assert scheme_for("layers.0.experts.down_proj", (4, 8, 30)) is None


def random_weight(*shape: int) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("shape", [(3, 8, 128), (8, 128)])
def test_four_bits_err_by_little_more_than_half_a_step(shape: tuple[int, ...]) -> None:
    weight = random_weight(*shape) + 0.5
    packed = pack(weight, Scheme(Code.UINT4, group=64, zero=8))
    error = (packed.unpacked(torch.float32) - weight).abs().unflatten(-1, (-1, 64)).amax(-1)
    step = packed.scales.float()
    # The ends of a group may lie outside the codes by the rounding of scale and offset.
    slack = 15 * step * 2**-8 + packed.offsets.float().abs() * 2**-8
    assert (error <= step / 2 + slack).all()


def test_four_bits_keep_the_error_of_a_normal_weight_below_a_tenth_of_it() -> None:
    weight = random_weight(64, 512)
    packed = pack(weight, Scheme(Code.UINT4, group=64, zero=8)).unpacked(torch.float32)
    assert ((packed - weight).square().mean() / weight.square().mean()).sqrt() < 0.095


def test_eight_bits_keep_it_below_a_hundredth() -> None:
    weight = random_weight(64, 512)
    packed = pack(weight, Scheme(Code.INT8, group=512)).unpacked(torch.float32)
    assert ((packed - weight).square().mean() / weight.square().mean()).sqrt() < 0.01


@pytest.mark.parametrize("scheme", [Scheme(Code.UINT4, 64, 8), Scheme(Code.INT8, 64)])
@pytest.mark.parametrize("value", [0.0, 0.75, -3.0])
def test_constant_rows_survive_exactly(scheme: Scheme, value: float) -> None:
    weight = torch.full((2, 64), value)
    assert_close(pack(weight, scheme).unpacked(torch.float32), weight, rtol=4e-3, atol=0)


def test_packing_a_stack_packs_each_matrix_alike() -> None:
    weight, scheme = random_weight(3, 8, 64), Scheme(Code.UINT4, 64, 8)
    stacked = pack(weight.bfloat16(), scheme)
    for index, matrix in enumerate(weight.bfloat16()):
        assert torch.equal(stacked.codes[index], pack(matrix, scheme).codes)

"""Streamed layers give the bits that resident ones give, and no byte is read before it came."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from engine.memory_plan import SLOTS, Place
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.layer_stream import StreamedLayers
from engine.weights.load import load_model
from engine.weights.placement import Placement
from engine.weights.transfer import OrderedTransfer, Pair, Transfer
from tests.fakes.believed import believed
from tests.fakes.tiny_checkpoints import RECIPES
from tests.fakes.tiny_gguf import write_gguf

CPU = torch.device("cpu")
PROMPT, CANVAS = torch.arange(10, 40), torch.arange(60, 68)


class Recording(OrderedTransfer):
    """Copies at once and writes down what was asked of it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        self.calls.append(("copy", slot))
        super().copy(slot, pairs)

    def wait(self, slot: int) -> None:
        self.calls.append(("wait", slot))

    def record(self, slot: int) -> None:
        self.calls.append(("record", slot))


class Late(OrderedTransfer):
    """A device that copies as late as it may, and in the meantime has noise in its slots."""

    def __init__(self) -> None:
        self._due: dict[int, list[Pair]] = {}

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        self._due[slot] = list(pairs)
        for _, target in self._due[slot]:
            target.fill_(0x7F)  # as a float: huge, or no number at all

    def wait(self, slot: int) -> None:
        super().copy(slot, self._due.pop(slot, []))


class Strict(OrderedTransfer):
    """Refuses to overwrite a slot whose reading was not marked as given to the device."""

    def __init__(self) -> None:
        self._being_read: set[int] = set()

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        assert slot not in self._being_read
        super().copy(slot, pairs)

    def wait(self, slot: int) -> None:
        self._being_read.add(slot)

    def record(self, slot: int) -> None:
        self._being_read.discard(slot)


def stream(model: DiffusionGemma, transfer: Transfer, *resident: int) -> DiffusionGemma:
    places = [
        Place.RESIDENT if index in resident else Place.PINNED for index in range(len(model.layers))
    ]
    model.store = StreamedLayers(list(model.layers), places, CPU, transfer)
    return model


def aligned(model: DiffusionGemma) -> DiffusionGemma:
    """Copied out of their file: a product's last bit depends on where a matrix begins."""
    for parameter in model.parameters():
        parameter.data = parameter.data.clone()
    return model


def logits(model: DiffusionGemma, steps: int = 2) -> list[Tensor]:
    cache, soft, found = model.new_cache(), None, []
    model.encode(PROMPT, cache)
    for _ in range(steps):
        found.append(model.denoise(CANVAS, cache, soft))
        soft = model.soft_embed(believed(found[-1], dtype=model.embed_tokens.weight.dtype))
    return found


def same(first: list[Tensor], second: list[Tensor]) -> bool:
    return all(torch.equal(one, other) for one, other in zip(first, second, strict=True))


@pytest.fixture(scope="module")
def mixed(saved: Callable, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF file: its weights stay in its blocks, mapped."""
    import gguf

    def choose(name: str, _: object) -> gguf.GGMLQuantizationType:
        kinds = gguf.GGMLQuantizationType
        return kinds.Q8_0 if "ffn_gate_up_exps" in name or "attn_q.w" in name else kinds.F32

    path = tmp_path_factory.mktemp("gguf") / "wide.gguf"
    write_gguf(path, RECIPES["wide"], saved("wide")[1].state_dict(), choose)
    return path


def load(path: Path, dtype: torch.dtype, quantize: bool) -> DiffusionGemma:
    config = ModelConfig.from_folder(path)
    return load_model(path, config, CPU, dtype, quantize=quantize)[0]


@pytest.mark.parametrize("transfer", [OrderedTransfer, Late, Strict])
@pytest.mark.parametrize("resident", [(), (0,), (2,), (0, 3, 5), (1, 2, 3, 4)])
def test_streamed_is_bit_identical_to_resident(
    load_tiny: Callable[[str], DiffusionGemma],
    transfer: type[OrderedTransfer],
    resident: tuple[int, ...],
) -> None:
    expected = logits(aligned(load_tiny("sharded")))
    streamed = stream(aligned(load_tiny("sharded")), transfer(), *resident)
    assert same(logits(streamed), expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("kind", ["floats", "quantized", "gguf"])
def test_every_kind_of_weight_can_be_streamed(
    saved: Callable, mixed: Path, kind: str, dtype: torch.dtype
) -> None:
    path = mixed if kind == "gguf" else saved("wide")[0]
    expected = logits(aligned(load(path, dtype, kind == "quantized")))
    streamed = stream(load(path, dtype, kind == "quantized"), Late())
    assert same(logits(streamed), expected)


def test_one_pass_in_order(load_tiny: Callable[[str], DiffusionGemma]) -> None:
    """Six layers, of which 1, 3, 4 and 5 come: each is copied while the one before computes."""
    transfer = Recording()
    model = stream(load_tiny("sharded"), transfer, 0, 2)
    seen = [("copy", 0)]
    for index, _ in model.store.visit(list(model.layers)):
        transfer.calls.append(("layer", index))
    before, calls = transfer.calls[:2], transfer.calls[2:]
    assert before == [("record", 0), ("record", 1)]
    assert calls == [
        ("layer", 0),
        *[*seen, ("wait", 0), ("layer", 1), ("record", 0), ("copy", 1)],
        ("layer", 2),
        *[("wait", 1), ("layer", 3), ("record", 1), ("copy", 0)],
        *[("wait", 0), ("layer", 4), ("record", 0), ("copy", 1)],
        *[("wait", 1), ("layer", 5), ("record", 1), ("copy", 0)],
    ]


def test_the_next_pass_finds_its_first_layer_there(
    load_tiny: Callable[[str], DiffusionGemma],
) -> None:
    transfer = Recording()
    model = stream(load_tiny("sharded"), transfer)
    logits(model, steps=1)
    transfer.calls.clear()
    logits(model, steps=1)
    assert transfer.calls[:3] == [("record", 0), ("record", 1), ("wait", 0)]
    assert sum(kind == "copy" for kind, _ in transfer.calls) == 2 * len(model.layers)


@pytest.mark.parametrize("layers", [1, 2])
def test_layers_that_fit_into_the_slots_come_once(
    load_tiny: Callable[[str], DiffusionGemma], layers: int
) -> None:
    transfer = Recording()
    resident = range(layers, 6)
    model = stream(load_tiny("sharded"), transfer, *resident)
    logits(model)
    assert sum(kind == "copy" for kind, _ in transfer.calls) == layers <= SLOTS


class Broken(Late):
    """Fails at a copy of choice."""

    def __init__(self, failing: int) -> None:
        super().__init__()
        self._left = failing

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        self._left -= 1
        if self._left == 0:
            raise MemoryError
        super().copy(slot, pairs)


@pytest.mark.parametrize("failing", [1, 3, 6, 7])
def test_pass_cut_short_leaves_nothing_wrong_behind(
    load_tiny: Callable[[str], DiffusionGemma], failing: int
) -> None:
    expected = logits(aligned(load_tiny("sharded")))
    model = stream(load_tiny("sharded"), Broken(failing))
    with pytest.raises(MemoryError):
        logits(model)
    assert same(logits(model), expected)


def test_streamed_weights_take_two_slots_on_the_device(
    load_tiny: Callable[[str], DiffusionGemma],
) -> None:
    model = stream(load_tiny("sharded"), OrderedTransfer(), 0)
    held = {t.untyped_storage().data_ptr() for t in model.layers[1:].parameters()}
    assert len(held) == SLOTS


def test_streamed_tensors_stay_mapped_in_their_file(mixed: Path) -> None:
    """Nothing of a mapped file is copied into main memory when a layer is taken over."""
    model = load(mixed, torch.float32, False)
    before = {buffer.data_ptr() for buffer in model.layers.buffers()}
    assert before
    stream(model, OrderedTransfer())
    assert isinstance(model.store, StreamedLayers)
    sources = {s.data_ptr() for turn in model.store._turns for s, _ in turn.pairs}
    assert before <= sources


def test_tensors_begin_where_kernels_expect_them(
    load_tiny: Callable[[str], DiffusionGemma],
) -> None:
    model = stream(load_tiny("sharded"), OrderedTransfer())
    starts = {parameter.storage_offset() * 4 % 256 for parameter in model.layers.parameters()}
    assert starts == {0}


def test_close_lets_go_of_everything(load_tiny: Callable[[str], DiffusionGemma]) -> None:
    model = stream(load_tiny("sharded"), OrderedTransfer())
    model.store.close()
    assert isinstance(model.store, StreamedLayers)
    assert (model.store._turns, model.store._slots) == ([], [])
    assert isinstance(model.layers[0], nn.Module)


def test_each_streamed_layer_is_told_once_it_is_taken_over(saved: Callable) -> None:
    layers = list(saved_model(saved).layers)
    places = [Place.RESIDENT, *[Place.MAPPED] * (len(layers) - 1)]
    told: list[int] = []
    StreamedLayers(layers, places, CPU, OrderedTransfer(), told.append)
    assert told == list(range(1, len(layers)))
    assert Placement(torch.device("meta"), places).streamed_layers == told
    assert Placement(CPU, places).streamed_layers == []


def saved_model(saved: Callable) -> DiffusionGemma:
    folder = saved("sharded")[0]
    return load_model(folder, ModelConfig.from_folder(folder), CPU, torch.float32)[0]

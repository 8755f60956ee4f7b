"""Our own quantised folder: the released names, with parts for what is packed.

A packed tensor NAME lies as NAME.codes, NAME.scales and, at 4 bits, NAME.offsets. The metadata of
each safetensors file states under "sfumato" the version and the scheme of every packed tensor.
"""

import json
from collections.abc import Iterable, Mapping

from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.layers.quantized import PackedWeight
from engine.said import said
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import Expected, Shapes, account_for, vision_note
from engine.weights.names import is_vision, tensor_name

METHOD = "sfumato"  # config.json's quantization_config.quant_method, and the metadata's key
VERSION = 1
_STORED = {Code.UINT4: "U8", Code.INT8: "I8"}
_ZEROS = {Code.UINT4: 8, Code.INT8: 0}  # the code of no value


class SfumatoWeights:
    """What ``engine.weights.conversion`` writes."""

    def __init__(self, checkpoint: Checkpoint, shapes: Shapes) -> None:
        self._schemes: dict[str, Scheme] = {}
        for metadata in checkpoint.metadata.values():
            self._schemes |= schemes_of(metadata)
        expected: dict[str, Expected] = {}
        for parameter, shape in shapes.items():
            name = tensor_name(parameter)
            expected |= expected_parts(name, shape, self._schemes.get(name))
        self.notes = vision_note(account_for(checkpoint, expected, is_vision))
        self.inventory = checkpoint.inventory()
        self._checkpoint = checkpoint

    def read(self, parameter: str) -> Tensor | PackedWeight:
        name = tensor_name(parameter)
        scheme = self._schemes.get(name)
        if scheme is None:
            return self._checkpoint.read(name)
        return GroupedWeight(scheme, *(self._checkpoint.read(part) for part in parts(name, scheme)))


def parts(name: str, scheme: Scheme) -> list[str]:
    """The stored names of one packed tensor, in the order that GroupedWeight takes them."""
    has_offsets = scheme.code == Code.UINT4
    return [f"{name}.codes", f"{name}.scales", *([f"{name}.offsets"] if has_offsets else [])]


def expected_parts(name: str, shape: tuple[int, ...], scheme: Scheme | None) -> dict[str, Expected]:
    """What the file must hold for a tensor of this logical shape."""
    if scheme is None:
        return {name: Expected(shape)}
    if len(shape) < 2 or not scheme.fits(shape[-1]):
        raise ModelFilesError(
            said(
                "The tensor {name} is said to be packed in groups of {group}, "
                "which its shape {shape} does not allow.",
                name=name,
                group=scheme.group,
                shape=list(shape),
            )
        )
    codes, *scales = parts(name, scheme)
    by_group = Expected((*shape[:-1], shape[-1] // scheme.group))
    by_code = Expected(
        (*shape[:-1], scheme.code_columns(shape[-1])), frozenset({_STORED[scheme.code]})
    )
    return {codes: by_code, **dict.fromkeys(scales, by_group)}


def stated(schemes: Mapping[str, Scheme]) -> dict[str, str]:
    """The file's metadata that says how its tensors are packed."""
    by_name = {
        name: {"code": scheme.code, "group": scheme.group, "zero": scheme.zero}
        for name, scheme in schemes.items()
    }
    return {"format": "pt", METHOD: json.dumps({"version": VERSION, "schemes": by_name})}


def schemes_of(metadata: Mapping[str, str]) -> dict[str, Scheme]:
    """What ``stated`` wrote; raises ModelFilesError for anything else."""
    try:
        stated = json.loads(metadata[METHOD])
        version, by_name = stated["version"], stated["schemes"]
        schemes = {
            name: Scheme(Code(given["code"]), int(given["group"]), int(given["zero"]))
            for name, given in by_name.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelFilesError(
            said(
                "A model file does not say how it was quantised, so it cannot be read. "
                "Convert the model again."
            )
        ) from error
    if version != VERSION or not _are_known(schemes.values()):
        raise ModelFilesError(
            said("The model was quantised by another version of Sfumato. Convert it again.")
        )
    return schemes


def _are_known(schemes: Iterable[Scheme]) -> bool:
    return all(
        scheme.code in _STORED and scheme.group > 0 and scheme.zero == _ZEROS[scheme.code]
        for scheme in schemes
    )

"""What a repository offers can be fetched and opened; of all else is said why it is left out."""

from dataclasses import replace

import pytest

from engine.catalogue import CatalogueEntry, Format, matching
from engine.download_events import Found, RemoteFile
from engine.errors import UnsupportedModel
from engine.gguf.file import _KINDS
from engine.repository import ARCHITECTURES, entries_of, left_out, remarks_on
from engine.weights import formats
from engine.weights.formats import sfumato
from engine.weights.methods import READABLE_METHODS

WHOLE = ("config.json", "tokenizer.json", "chat_template.jinja", "model.safetensors")


def found(*paths: str, architecture: str | None = None, quantisation: str | None = None) -> Found:
    files = tuple(RemoteFile(path, 100 * len(path), "0" * 64) for path in paths)
    return Found("someone/model", "c" * 40, files, "mit", False, architecture, quantisation)


def fetched(entry: CatalogueEntry, what: Found) -> list[str]:
    return [file.path for file in matching(what.files, entry.patterns)]


def test_each_gguf_of_a_repository_is_a_model_of_its_own() -> None:
    what = found("m-Q4_K_M.gguf", "m-Q8_0-long.gguf", "mmproj-F16.gguf", "README.md")
    small, large = entries_of(what)
    assert (fetched(small, what), fetched(large, what)) == (
        ["m-Q4_K_M.gguf"],
        ["m-Q8_0-long.gguf"],
    )
    assert small.format is Format.GGUF
    assert small.download_bytes == what.files[0].bytes


def test_gguf_in_parts_is_not_offered() -> None:
    with pytest.raises(UnsupportedModel, match=r"no model weights.*as parts of a model"):
        entries_of(found("BF16/m-00001-of-00002.gguf", "BF16/m-00002-of-00002.gguf"))


def test_float_model_can_be_fetched_as_it_is_or_packed() -> None:
    what = found(*WHOLE, "vae.py", "vae/model.safetensors", architecture=ARCHITECTURES[0])
    packed, plain = entries_of(what)
    assert (packed.format, plain.format) == (Format.PACKED, Format.BF16)
    assert sorted(fetched(packed, what)) == sorted(fetched(plain, what)) == sorted(WHOLE)
    assert packed.kept_bytes < plain.kept_bytes


@pytest.mark.parametrize("method", sorted(READABLE_METHODS))
def test_quantised_model_is_fetched_as_it_is(method: str) -> None:
    [entry] = entries_of(found(*WHOLE, quantisation=method))
    assert entry.format is Format.QUANTISED


def test_readable_methods_are_those_that_a_loader_knows() -> None:
    assert {sfumato.METHOD, *formats._BY_MODULE} == READABLE_METHODS


@pytest.mark.parametrize("method", ["awq", "gptq", "unknown"])
def test_foreign_packing_is_refused_by_its_name(method: str) -> None:
    with pytest.raises(UnsupportedModel, match=method):
        entries_of(found(*WHOLE, quantisation=method))


def test_architecture_that_is_not_ours_is_refused() -> None:
    with pytest.raises(UnsupportedModel, match="Gemma4ForConditionalGeneration"):
        entries_of(found("m.safetensors", architecture="Gemma4ForConditionalGeneration"))


def test_licence_that_is_not_told_is_said_so() -> None:
    what = replace(found("m-Q4_K_M.gguf"), licence=None)
    assert "does not tell its licence" in entries_of(what)[0].unconfirmed[0]


@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_model_that_is_not_whole_is_not_offered(place: int) -> None:
    names = [*WHOLE[:place], *WHOLE[place + 1 :], f"unet/{WHOLE[place]}", "x.safetensors"]
    with pytest.raises(UnsupportedModel, match=f"someone/model lacks {WHOLE[place][:12]}"):
        entries_of(found(*names))


def test_template_may_lie_in_the_tokenizers_config() -> None:
    names = {*WHOLE, "tokenizer_config.json"} - {"chat_template.jinja"}
    assert len(entries_of(found(*names))) == 2


def test_gguf_files_that_are_no_model_or_of_unknown_types_are_named_and_not_offered() -> None:
    right = ("m-Q4_K_M.gguf", "m-UD-Q6_K_XL.gguf", "m-BF16.gguf", "m-Q4_0.gguf", "q2go-Q8_0.gguf")
    types = ("m-Q2_K.gguf", "m-Q3_K_S.gguf", "m-UD-IQ4_XS.gguf", "m-Q8_1.gguf", "m-MXFP4_MOE.gguf")
    others = ("mmproj-F16.gguf", "m-imatrix.gguf", "imatrix_unsloth.gguf")
    what = found(*right, *types, *others)
    assert {entry.key for entry in entries_of(what)} == {name[:-5] for name in right}
    told = " ".join(left_out(what))
    assert all(name in told for name in (*types, *others))
    assert not any(name in told for name in right)
    assert f"types that Sfumato does not read: {', '.join(types)}." in told


def test_types_that_are_read_are_offered_by_their_names() -> None:
    names = [f"m-{kind}.gguf" for kind, _, _ in _KINDS.values()]
    assert len(entries_of(found(*names))) == len(names)


def test_gguf_in_a_folder_is_named_by_its_file_unless_another_has_that_name() -> None:
    what = found("Q4/m.gguf", "Q8/m.gguf", "F16/whole.gguf")
    assert {entry.key for entry in entries_of(what)} == {"Q4-m", "Q8-m", "whole"}
    for entry in entries_of(what):
        assert len(fetched(entry, what)) == 1


def test_what_can_be_fetched_beside_what_cannot_is_offered() -> None:
    what = found("m-Q8_0.gguf", "model.safetensors")
    assert [entry.format for entry in entries_of(what)] == [Format.GGUF]
    assert "lacks config.json" in " ".join(left_out(what))


def test_agreement_that_a_repository_asks_for_is_told() -> None:
    what = found("m-Q8_0.gguf", "mmproj.gguf")
    assert remarks_on(what) == left_out(what)
    agreement, image_part = remarks_on(replace(what, is_gated=True))
    assert "agreed to its terms" in agreement
    assert "mmproj.gguf" in image_part

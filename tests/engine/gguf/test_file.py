"""The header as the ``gguf`` package writes it; damage is one sentence, never a traceback."""

import os
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ModelFilesError
from engine.gguf.file import read_gguf

ARRAY = np.arange(12, dtype=np.float32).reshape(3, 4)


def write(path: Path) -> Path:
    writer = gguf.GGUFWriter(path, "diffusion-gemma")
    writer.add_uint32("a.number", 7)
    writer.add_float32("a.fraction", 0.5)
    writer.add_bool("a.truth", True)
    writer.add_string("a.text", "Grüße ▁")
    writer.add_array("some.texts", ["", "▁a", "\n"])
    writer.add_array("some.numbers", [3, -1, 2])
    writer.add_tensor("first", ARRAY)
    writer.add_tensor(
        "second", gguf.quants.quantize(np.ones((2, 64), np.float32), Q8), raw_dtype=Q8
    )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


Q8 = gguf.GGMLQuantizationType.Q8_0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write(tmp_path_factory.mktemp("gguf") / "model.gguf").read_bytes()


def test_metadata_comes_back(tmp_path: Path) -> None:
    metadata = read_gguf(write(tmp_path / "model.gguf")).metadata
    assert metadata["general.architecture"] == "diffusion-gemma"
    assert (metadata["a.number"], metadata["a.fraction"], metadata["a.truth"]) == (7, 0.5, True)
    assert metadata["a.text"] == "Grüße ▁"
    assert metadata["some.texts"] == ["", "▁a", "\n"]
    assert metadata["some.numbers"] == [3, -1, 2]


def test_tensors_have_the_packages_offsets_and_shapes(tmp_path: Path) -> None:
    path = write(tmp_path / "model.gguf")
    file = read_gguf(path)
    for theirs in gguf.GGUFReader(path).tensors:
        ours = file.tensors[theirs.name]
        assert ours.kind == theirs.tensor_type.name
        assert ours.shape == tuple(reversed(theirs.shape.tolist()))
        assert (ours.start, ours.stop - ours.start) == (theirs.data_offset, theirs.n_bytes)
    assert file.bytes_of("first") == ARRAY.tobytes()


def test_header_is_read_once_while_somebody_keeps_it_and_anew_when_the_file_changed(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "model.gguf")
    kept = read_gguf(path)
    assert read_gguf(path) is kept
    changed = path.read_bytes().replace(b"Gr\xc3\xbc", b"Gro\x20")
    path.write_bytes(changed)
    os.utime(path, ns=(0, 0))
    assert read_gguf(path).metadata["a.text"] != kept.metadata["a.text"]


def test_every_cut_is_a_sentence(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    for length in range(0, len(whole) - 32, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(ModelFilesError, match=r"cut\.gguf"):
            read_gguf(path)


@given(position=st.integers(min_value=0, max_value=600), value=st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_a_changed_byte_is_read_or_refused_but_never_a_crash(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, position: int, value: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "changed.gguf"
    path.write_bytes(whole[:position] + bytes([value]) + whole[position + 1 :])
    try:
        file = read_gguf(path)
    except ModelFilesError:
        return
    assert all(tensor.stop <= len(whole) for tensor in file.tensors.values())


def test_tensor_at_an_odd_place_is_refused(whole: bytes, tmp_path: Path) -> None:
    second = whole.index(b"second") + len("second") + 4 + 2 * 8 + 4  # then comes its offset
    assert int.from_bytes(whole[second : second + 8], "little") == 64
    path = tmp_path / "odd.gguf"
    path.write_bytes(whole[:second] + (63).to_bytes(8, "little") + whole[second + 8 :])
    with pytest.raises(ModelFilesError, match=r"odd\.gguf"):
        read_gguf(path)


def test_another_files_beginning_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.gguf"
    path.write_text("Dear Ada, this is no model.")
    with pytest.raises(ModelFilesError, match="not a GGUF"):
        read_gguf(path)


def test_a_type_that_is_not_read_is_named_with_its_tensor(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    writer = gguf.GGUFWriter(path, "diffusion-gemma")
    kind = gguf.GGMLQuantizationType.IQ4_XS
    writer.add_tensor("rare", np.zeros((1, 136), np.uint8), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(ModelFilesError, match="rare"):
        read_gguf(path)

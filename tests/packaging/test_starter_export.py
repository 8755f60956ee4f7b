"""The exported weights: written under the released names, and taken back to go on from."""

from pathlib import Path

import torch
from safetensors.torch import load_file

STARTER = Path(__file__).parents[2] / "resources" / "starter"


def test_training_goes_on_from_exactly_what_was_exported() -> None:
    from export import released_tensors
    from network import StarterNetwork, starter_config
    from train import load_exported

    stored = load_file(STARTER / "model.safetensors")
    vocabulary = len(stored["model.decoder.embed_tokens.weight"])
    model = StarterNetwork(starter_config(vocabulary))
    load_exported(model, STARTER)
    written = released_tensors(dict(model.named_parameters()))
    assert written.keys() == stored.keys()
    assert all(torch.equal(written[name], stored[name]) for name in stored)

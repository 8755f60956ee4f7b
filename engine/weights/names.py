"""The released checkpoint's tensor names and our parameter names, one to one."""

DECODER = "model.decoder."
_ENCODER_LAYERS = "model.encoder.language_model.layers."
_VISION = ("model.encoder.vision_tower.", "model.encoder.embed_vision.")
_ENCODER_SCALAR = ".encoder_layer_scalar"  # our name; no checkpoint spells it so


def parameter_name(tensor_name: str) -> str | None:
    """Our parameter for a checkpoint's tensor; None for one that the text model does not have."""
    if tensor_name.startswith(DECODER) and not tensor_name.endswith(_ENCODER_SCALAR):
        return tensor_name.removeprefix(DECODER)
    index, _, rest = tensor_name.removeprefix(_ENCODER_LAYERS).partition(".")
    if tensor_name.startswith(_ENCODER_LAYERS) and rest == "layer_scalar":
        return f"layers.{index}{_ENCODER_SCALAR}"
    return None


def tensor_name(parameter: str) -> str:
    """The checkpoint's name of one of our parameters; ``parameter_name`` the other way round."""
    if parameter.endswith(_ENCODER_SCALAR):
        index = parameter.split(".")[1]
        return f"{_ENCODER_LAYERS}{index}.layer_scalar"
    return DECODER + parameter


def is_vision(tensor_name: str) -> bool:
    """Whether a tensor belongs to the image part, which is not read yet."""
    return tensor_name.startswith(_VISION)

"""Compiles the 4-bit kernel for cards that need not be here; prints a line for each program.

python -m tests.fakes.kernel_compiler    # not with TRITON_INTERPRET, which compiles nothing
"""

import sys

import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

from engine.layers.triton_four_bit import _multiply

# An RTX 30, a 50 and an RX 7900, with the numbers of the arithmetic.
PROGRAMS = (
    (GPUTarget("cuda", 86, 32), "bf16"),
    (GPUTarget("cuda", 120, 32), "bf16"),
    (GPUTarget("cuda", 86, 32), "fp32"),
    (GPUTarget("hip", "gfx1100", 32), "bf16"),
)


def compiled(target: GPUTarget, numbers: str, *, has_offsets: bool) -> set[str]:
    """The kinds of code that came of it; the last is the card's own."""
    pointer = f"*{numbers}"
    signature = {"codes": "*u8", "experts": "*i64"}
    signature |= dict.fromkeys(("tiles", "scales", "offsets", "result"), pointer)
    signature |= dict.fromkeys(("outputs", "row_bytes", "groups"), "i32")
    constants = {
        "ZERO": 8,
        "HALF_GROUP": 16,
        "HAS_OFFSETS": has_offsets,
        "ROWS": 32,
        "OUTPUTS": 64,
        "BYTES": 32,
        "WIDENS": False,
    }
    signature |= dict.fromkeys(constants, "constexpr")
    ordered = {name: signature[name] for name in _multiply.arg_names}
    return set(triton.compile(ASTSource(_multiply, ordered, constants), target=target).asm)


if __name__ == "__main__":
    for target, numbers in PROGRAMS:
        kinds = compiled(target, numbers, has_offsets=numbers == "bf16") & {"cubin", "hsaco"}
        sys.stdout.write(f"{target.backend} {target.arch} {numbers} {' '.join(kinds)}\n")

"""Compiles the kernels for cards that need not be here; prints a line for each program.

python -m tests.fakes.kernel_compiler    # not with TRITON_INTERPRET, which compiles nothing
"""

import sys

import triton
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

from engine.layers import triton_blocks, triton_four_bit

# An RTX 30, a 50 and an RX 7900.
AMPERE, BLACKWELL, RADEON = (
    GPUTarget("cuda", 86, 32),
    GPUTarget("cuda", 120, 32),
    GPUTarget("hip", "gfx1100", 32),
)
ALWAYS = {"ROWS": 32, "OUTPUTS": 64, "WIDENS": False}
FOUR_BIT = {"ZERO": 8, "HALF_GROUP": 16, "HAS_OFFSETS": True, "BYTES": 32} | ALWAYS
Q4_K, Q5_0, Q8_0 = ({"KIND": kind, "GROUP": 32} | ALWAYS for kind in triton_blocks.KINDS)
PROGRAMS = (
    (AMPERE, "bf16", FOUR_BIT),
    (AMPERE, "fp32", FOUR_BIT | {"HAS_OFFSETS": False}),
    (BLACKWELL, "bf16", FOUR_BIT),
    (RADEON, "bf16", FOUR_BIT),
    (AMPERE, "bf16", Q4_K),
    (AMPERE, "bf16", Q5_0),
    (AMPERE, "bf16", Q8_0),
    (RADEON, "bf16", Q4_K),
)
POINTERS = {"codes": "*u8", "blocks": "*u8", "halves": "*fp16", "experts": "*i64"}
COUNTS = ("outputs", "columns", "row_bytes", "groups")


def compiled(target: GPUTarget, numbers: str, constants: dict[str, object]) -> set[str]:
    """The kinds of code that came of it; "cubin" and "hsaco" are a card's own."""
    kernel = (triton_blocks if "KIND" in constants else triton_four_bit)._multiply
    signature = POINTERS | dict.fromkeys(COUNTS, "i32") | dict.fromkeys(constants, "constexpr")
    ordered = {name: signature.get(name, f"*{numbers}") for name in kernel.arg_names}
    return set(triton.compile(ASTSource(kernel, ordered, constants), target=target).asm)


if __name__ == "__main__":
    for target, numbers, constants in PROGRAMS:
        kinds = compiled(target, numbers, constants) & {"cubin", "hsaco"}
        sys.stdout.write(f"{target.backend} {target.arch} {numbers} {' '.join(kinds)}\n")

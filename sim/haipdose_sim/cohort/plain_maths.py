"""Logarithm, cosine and sine of nothing but sums, products, quotients and the bits of a number.

There are no branches and no tables, so a compiler can take four numbers at a time; and since IEEE 754 fixes every step,
the answer has the same bits on every machine, which no machine's own mathematics library promises.

Method and coefficients are those of fdlibm (``e_log.c``, ``k_sin.c``, ``k_cos.c``), whose notice reads: Copyright (C)
1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission
to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved. What
differs: no special cases, since only numbers of draws come here, and turns instead of radians.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from haipdose_sim.cohort.compiling import inlined

_2_52: Final = 2.0**52
_BITS_OF_2_52: Final = np.uint64(0x4330000000000000)
_FRACTION_BITS: Final = np.uint64(52)
_FRACTION: Final = np.uint64(0x000FFFFFFFFFFFFF)
_ROOT_HALF: Final = np.uint64(0x3FE6A09E667F3BCD)
"""The bits of √½."""
_TO_ONE: Final = np.uint64(0x3FF0000000000000 - 0x3FE6A09E667F3BCD)
_EXPONENT_BIAS: Final = 1023.0
_LN2_HIGH: Final = 6.93147180369123816490e-01
_LN2_LOW: Final = 1.90821492927058770002e-10
_L1: Final = 6.666666666666735130e-01
_L2: Final = 3.999999999940941908e-01
_L3: Final = 2.857142874366239149e-01
_L4: Final = 2.222219843214978396e-01
_L5: Final = 1.818357216161805012e-01
_L6: Final = 1.531383769920937332e-01
_L7: Final = 1.479819860511658591e-01
_S1: Final = -1.66666666666666324348e-01
_S2: Final = 8.33333333332248946124e-03
_S3: Final = -1.98412698298579493134e-04
_S4: Final = 2.75573137070700676789e-06
_S5: Final = -2.50507602534068634195e-08
_S6: Final = 1.58969099521155010221e-10
_C1: Final = 4.16666666666666019037e-02
_C2: Final = -1.38888888888741095749e-03
_C3: Final = 2.48015872894767294178e-05
_C4: Final = -2.75573143513906633035e-07
_C5: Final = 2.08757232129817482790e-09
_C6: Final = -1.13596475577881948265e-11
_TURN: Final = 2.0 * math.pi


@inlined
def real(whole: np.uint64) -> float:
    """A whole number below 2^52 as a real one: its bits behind those of 2^52, and 2^52 taken off again."""
    return float(np.uint64(whole | _BITS_OF_2_52).view(np.float64) - _2_52)


@inlined
def natural_log(x: float) -> float:
    """The logarithm of a positive, normal, finite number, to less than one unit in the last place."""
    bits = np.float64(x).view(np.uint64) + _TO_ONE
    exponent = real(bits >> _FRACTION_BITS) - _EXPONENT_BIAS
    f = float(np.uint64((bits & _FRACTION) + _ROOT_HALF).view(np.float64)) - 1.0  # x = 2^exponent · (1 + f)
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (_L2 + w * (_L4 + w * _L6))
    odd = z * (_L1 + w * (_L3 + w * (_L5 + w * _L7)))
    half = 0.5 * f * f
    return exponent * _LN2_HIGH - ((half - (s * (half + (even + odd)) + exponent * _LN2_LOW)) - f)


@inlined
def cosine_and_sine(turns: float) -> tuple[float, float]:
    """Cosine and sine of an angle of 0 to 1 turns, to less than 4e-16."""
    quarter = (4.0 * turns + _2_52) - _2_52  # the nearest quarter turn, 0 to 4
    x = _TURN * (turns - 0.25 * quarter)
    z = x * x
    sine = x + x * z * (_S1 + z * (_S2 + z * (_S3 + z * (_S4 + z * (_S5 + z * _S6)))))
    cosine = 1.0 - 0.5 * z + z * z * (_C1 + z * (_C2 + z * (_C3 + z * (_C4 + z * (_C5 + z * _C6)))))
    odd = (quarter == 1.0) | (quarter == 3.0)
    across, up = (sine, cosine) if odd else (cosine, sine)
    return (
        -across if (quarter == 1.0) | (quarter == 2.0) else across,
        -up if (quarter == 2.0) | (quarter == 3.0) else up,
    )

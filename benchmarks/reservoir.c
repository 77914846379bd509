/* The reservoir simulation of sim/haipdose_sim/cohort in C: the same draws from the same addresses, the same arithmetic
 * in the same order, in the same blocks of lives, the same tallies. benchmarks/bench_reservoir.py compiles it, holds its
 * tallies against the kernel's and times both. Nothing else uses it.
 *
 * Functions bear the names of their Python originals in block_draws.py, plain_maths.py, reservoir_kernel.py and
 * streams.py. simulate_life_by_life is the same model as one would write it first: one life after the other, with the
 * logarithm, cosine and sine of the machine's own library.
 *
 * natural_log and cosine_and_sine follow fdlibm, whose notice reads: Copyright (C) 1993 by Sun Microsystems, Inc. All
 * rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define RESERVOIR 1u
#define BINS 8000
#define BIN_ML 0.01
#define LOWEST_ML (-10.0)
#define UNITS_PER_ML 10000.0
#define COUNTS 6
#define STEPS 8
#define BLOCK 256

static const double UNIT = 0x1p-53;
static const double TWO_52 = 0x1p52;
static const double TWO_21 = 0x1p21;
static const double TURN = 2.0 * 3.14159265358979323846;

/* The order of reservoir_kernel.PARAMETERS. */
typedef struct {
    double flow_sd, drift_sd, fever_rate, fever_days, fever_low, fever_high, fever_effect, altitude_rate, altitude_days,
        altitude_effect, fill_sd, return_sd, late_chance, late_days, residual;
} parameters;

typedef struct { double first, second; } pair;
typedef struct { uint64_t x0, x1, x2, x3; } words;

static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

/* ---- streams.py: Philox4x32-10 ---- */

static inline __attribute__((always_inline)) words philox(uint64_t life, uint32_t step, uint64_t seed)
{
    uint32_t c0 = (uint32_t)life, c1 = (uint32_t)(life >> 32), c2 = step, c3 = RESERVOIR;
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        const uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    const words drawn = { c0, c1, c2, c3 };
    return drawn;
}

static inline pair uniforms(uint64_t seed, uint64_t life, uint32_t step)
{
    const words x = philox(life, step, seed);
    const pair drawn = {
        ((double)(int64_t)((x.x0 << 32 | x.x1) >> 11) + 0.5) * UNIT,
        ((double)(int64_t)((x.x2 << 32 | x.x3) >> 11) + 0.5) * UNIT,
    };
    return drawn;
}

static inline pair normals(uint64_t seed, uint64_t life, uint32_t step)
{
    const pair drawn = uniforms(seed, life, step);
    const double radius = sqrt(-2.0 * log(drawn.first));
    const pair both = { radius * cos(TURN * drawn.second), radius * sin(TURN * drawn.second) };
    return both;
}

/* ---- plain_maths.py ---- */

static inline uint64_t bits_of(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }
static inline double of_bits(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
static inline double real(uint64_t whole) { return of_bits(whole | UINT64_C(0x4330000000000000)) - TWO_52; }

static inline double natural_log(double x)
{
    const uint64_t root_half = UINT64_C(0x3FE6A09E667F3BCD);
    const uint64_t bits = bits_of(x) + (UINT64_C(0x3FF0000000000000) - root_half);
    const double exponent = real(bits >> 52) - 1023.0;
    const double f = of_bits((bits & UINT64_C(0x000FFFFFFFFFFFFF)) + root_half) - 1.0;
    const double s = f / (2.0 + f), z = s * s, w = z * z;
    const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    const double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01
                            + w * 1.479819860511658591e-01)));
    const double half = 0.5 * f * f;
    return exponent * 6.93147180369123816490e-01
           - ((half - (s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10)) - f);
}

static inline pair cosine_and_sine(double turns)
{
    const double quarter = (4.0 * turns + TWO_52) - TWO_52;
    const double x = TURN * (turns - 0.25 * quarter), z = x * x;
    const double sine = x + x * z * (-1.66666666666666324348e-01 + z * (8.33333333332248946124e-03
                        + z * (-1.98412698298579493134e-04 + z * (2.75573137070700676789e-06
                        + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))));
    const double cosine = 1.0 - 0.5 * z + z * z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03
                          + z * (2.48015872894767294178e-05 + z * (-2.75573143513906633035e-07
                          + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
    const int odd = (quarter == 1.0) | (quarter == 3.0);
    const double across = odd ? sine : cosine, up = odd ? cosine : sine;
    const pair both = {
        (quarter == 1.0) | (quarter == 2.0) ? -across : across,
        (quarter == 2.0) | (quarter == 3.0) ? -up : up,
    };
    return both;
}

/* ---- block_draws.py ---- */

static void uniform_block(uint64_t seed, uint64_t first, uint32_t step, int64_t size, double *restrict one,
                          double *restrict other)
{
    for (int64_t place = 0; place < size; place++) {
        const words x = philox(first + (uint64_t)place, step, seed);
        one[place] = (real(x.x0) * TWO_21 + real(x.x1 >> 11) + 0.5) * UNIT;
        other[place] = (real(x.x2) * TWO_21 + real(x.x3 >> 11) + 0.5) * UNIT;
    }
}

static void normal_block(uint64_t seed, uint64_t first, uint32_t step, int64_t size, double *restrict one,
                         double *restrict other)
{
    uniform_block(seed, first, step, size, one, other);
    for (int64_t place = 0; place < size; place++) {
        const double radius = sqrt(-2.0 * natural_log(one[place]));
        const pair turned = cosine_and_sine(other[place]);
        one[place] = radius * turned.first;
        other[place] = radius * turned.second;
    }
}

/* ---- reservoir_kernel.py ---- */

static inline void tally_one(double ml, int64_t *sums, int64_t *bins)
{
    const int64_t whole = (int64_t)floor(ml * UNITS_PER_ML + 0.5);
    const int64_t place = (int64_t)((ml - LOWEST_ML) / BIN_ML);
    sums[0] += whole;
    sums[1] += whole * whole;
    bins[place < 0 ? 0 : place > BINS - 1 ? BINS - 1 : place] += 1;
}

static void tally(int64_t size, const double *volumes, int64_t *sums, int64_t *bins)
{
    int64_t both[2] = { 0, 0 };
    for (int64_t life = 0; life < size; life++)
        tally_one(volumes[life], both, bins);
    sums[0] += both[0];
    sums[1] += both[1];
}

static inline double fever_days_more(const parameters *p, uint64_t seed, uint64_t life, uint32_t at, double days)
{
    const pair fever = uniforms(seed, life, at + 4);
    return least(-p->fever_days * log(fever.first), days) * p->fever_effect
           * (p->fever_low + (p->fever_high - p->fever_low) * fever.second);
}

static inline double altitude_days_more(const parameters *p, uint64_t seed, uint64_t life, uint32_t at, double days)
{
    return least(-p->altitude_days * log(uniforms(seed, life, at + 5).first), days) * p->altitude_effect;
}

static void live_interval(uint64_t seed, uint64_t begin, uint32_t at, double days, const parameters *p, int64_t size,
                          const double *fevers, const double *altitudes, const double *late, const double *how_late,
                          double *restrict flows, const double *usable, int64_t *counts)
{
    const double feverish = 1.0 - exp(-p->fever_rate * days), high = 1.0 - exp(-p->altitude_rate * days);
    int64_t dry = 0, dry_late = 0;
    for (int64_t life = 0; life < size; life++) {
        double more = 0.0;
        if (fevers[life] < feverish)
            more += fever_days_more(p, seed, begin + (uint64_t)life, at, days);
        if (altitudes[life] < high)
            more += altitude_days_more(p, seed, begin + (uint64_t)life, at, days);
        dry += flows[life] * (days + more) >= usable[life];
        double lasting = days;
        if (late[life] < p->late_chance)
            lasting -= p->late_days * log(how_late[life]);
        const double wanted = flows[life] * (lasting + more);
        dry_late += wanted >= usable[life];
        flows[life] = least(wanted, usable[life]);
    }
    counts[0] += dry;
    counts[1] += dry_late;
}

void simulate_reservoir(uint64_t seed, int64_t first, int64_t last, int64_t rows, const double *intervals,
                        const parameters *p, int64_t *counts, int64_t *delivered_bins, int64_t *returned_bins)
{
    double pumps[BLOCK], drifts[BLOCK], spare[BLOCK], flows[BLOCK], usable[BLOCK];
    double fevers[BLOCK], altitudes[BLOCK], late[BLOCK], how_late[BLOCK];
    for (int64_t start = first; start < last; start += BLOCK) {
        const uint64_t begin = (uint64_t)start;
        const int64_t size = last - start < BLOCK ? last - start : BLOCK;
        normal_block(seed, begin, 0, size, pumps, spare);
        memset(drifts, 0, sizeof drifts);
        for (int64_t number = 0; number < rows; number++) {
            const uint32_t at = 1 + (uint32_t)number * STEPS;
            const double ml = intervals[3 * number], flow = intervals[3 * number + 1], days = intervals[3 * number + 2];
            const double wander = p->drift_sd * sqrt(days / 30.0);
            normal_block(seed, begin, at, size, flows, usable);
            for (int64_t life = 0; life < size; life++) {
                drifts[life] += wander * flows[life];
                flows[life] = most(flow * (1.0 + p->flow_sd * pumps[life] + drifts[life]), 0.0);
                usable[life] = most(ml + p->fill_sd * usable[life] - p->residual, 0.0);
            }
            uniform_block(seed, begin, at + 2, size, fevers, altitudes);
            uniform_block(seed, begin, at + 3, size, late, how_late);
            live_interval(seed, begin, at, days, p, size, fevers, altitudes, late, how_late, flows, usable,
                          counts + COUNTS * number);
            normal_block(seed, begin, at + 1, size, late, how_late);
            for (int64_t life = 0; life < size; life++)
                usable[life] = usable[life] - flows[life] + p->return_sd * late[life];
            tally(size, flows, counts + COUNTS * number + 2, delivered_bins + BINS * number);
            tally(size, usable, counts + COUNTS * number + 4, returned_bins + BINS * number);
        }
    }
}

void simulate_life_by_life(uint64_t seed, int64_t first, int64_t last, int64_t rows, const double *intervals,
                           const parameters *p, int64_t *counts, int64_t *delivered_bins, int64_t *returned_bins)
{
    for (int64_t start = first; start < last; start++) {
        const uint64_t life = (uint64_t)start;
        const double pump = normals(seed, life, 0).first;
        double drift = 0.0;
        for (int64_t number = 0; number < rows; number++) {
            const uint32_t at = 1 + (uint32_t)number * STEPS;
            const double flow = intervals[3 * number + 1], days = intervals[3 * number + 2];
            const pair walk_and_fill = normals(seed, life, at), episodes = uniforms(seed, life, at + 2);
            const pair lateness = uniforms(seed, life, at + 3);
            int64_t *count = counts + COUNTS * number;
            drift += p->drift_sd * sqrt(days / 30.0) * walk_and_fill.first;
            const double flowing = most(flow * (1.0 + p->flow_sd * pump + drift), 0.0);
            const double usable = most(intervals[3 * number] + p->fill_sd * walk_and_fill.second - p->residual, 0.0);
            double more = 0.0, lasting = days;
            if (episodes.first < 1.0 - exp(-p->fever_rate * days))
                more += fever_days_more(p, seed, life, at, days);
            if (episodes.second < 1.0 - exp(-p->altitude_rate * days))
                more += altitude_days_more(p, seed, life, at, days);
            count[0] += flowing * (days + more) >= usable;
            if (lateness.first < p->late_chance)
                lasting -= p->late_days * log(lateness.second);
            const double wanted = flowing * (lasting + more), delivered = least(wanted, usable);
            count[1] += wanted >= usable;
            tally_one(delivered, count + 2, delivered_bins + BINS * number);
            tally_one(usable - delivered + p->return_sd * normals(seed, life, at + 1).first, count + 4,
                      returned_bins + BINS * number);
        }
    }
}

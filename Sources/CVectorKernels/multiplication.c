// Eight points times public numbers.
#if defined(__x86_64__)

#include <string.h>

#include "lanes.h"

/// Digits of 4 bits from -8 to 8, of a number below 2^255; digits[i][lane].
static void write_digits4(int8_t digits[64][LANES], const uint64_t *numbers) {
    for (int lane = 0; lane < LANES; lane++) {
        int carry = 0;
        for (int i = 0; i < 64; i++) {
            int digit = (int)(numbers[NUMBER_WORDS * lane + i / 16] >> (4 * (i % 16)) & 15) + carry;
            carry = digit > 8;
            digits[i][lane] = (int8_t)(digit - 16 * carry);
        }
    }
}

/// The numbers are cut into four parts of 64 bits, so that 2^64 P, 2^128 P and 2^192 P serve all of them and each takes only
/// 60 doublings: E. G. Straus, Addition chains of vectors (1964). Every part's 1 to 8 times the point are kept.
enum { PARTS = 4, MULTIPLES = 8 };
typedef uint64_t Multiples[PARTS][MULTIPLES][LANES][POINT_WORDS];

VECTOR_INLINE void write_multiples(Multiples multiples, const uint64_t *points) {
    Point start;
    load_points(&start, points);
    for (int part = 0; part < PARTS; part++) {
        Cached step = cached(&start);
        Point multiple = start;
        for (int i = 0; i < MULTIPLES; i++) {
            uint64_t *at[LANES];
            for (int lane = 0; lane < LANES; lane++) at[lane] = multiples[part][i][lane];
            if (i > 0) add_cached(&multiple, &step, 0, 1);
            Cached entry = cached(&multiple);
            scatter_cached(at, &entry);
        }
        if (part == PARTS - 1) break;
        for (int i = 0; i < 63; i++) double_point(&start, 0);
        double_point(&start, 1);
    }
}

/// Adds in each lane the multiple that its digit names.
VECTOR_INLINE void add_multiple(
    Point *sum, uint64_t multiples[MULTIPLES][LANES][POINT_WORDS],
    uint64_t neutral[POINT_WORDS], const int8_t digits[LANES], int with_t) {
    const uint64_t *at[LANES];
    __mmask8 negative = 0;
    for (int lane = 0; lane < LANES; lane++) {
        int digit = digits[lane];
        negative |= (__mmask8)((digit < 0) << lane);
        at[lane] = digit == 0 ? neutral : multiples[(digit < 0 ? -digit : digit) - 1][lane];
    }
    Cached entry;
    gather_cached(&entry, at);
    add_cached(sum, &entry, negative, with_t);
}

VECTOR_CODE void vectors_multiply(
    const uint64_t *points, size_t count, const uint64_t *numbers, uint64_t *results) {
    Multiples multiples;
    // y + x = y - x = 1, 2z = 2, 2dt = 0.
    uint64_t neutral[POINT_WORDS] = {[0] = 1, [5] = 1, [10] = 2};
    write_multiples(multiples, points);
    for (size_t i = 0; i < count; i++) {
        int8_t digits[64][LANES];
        write_digits4(digits, numbers + i * LANES * NUMBER_WORDS);
        Point sum = neutral_point();
        for (int window = 15; window >= 0; window--) {
            if (window < 15) {
                for (int doubling = 0; doubling < 3; doubling++) double_point(&sum, 0);
                double_point(&sum, 1);
            }
            for (int part = 0; part < PARTS; part++)
                add_multiple(
                    &sum, multiples[part], neutral, digits[16 * part + window], part < PARTS - 1 || window == 0);
        }
        store_points(results + i * LANES * POINT_WORDS, &sum);
    }
}

enum { WINDOWS = 32, ENTRIES = 128 };

VECTOR_CODE void vectors_add_fixed(uint64_t *points, const uint64_t *table, const uint64_t *numbers) {
    static const uint64_t neutral[AFFINE_WORDS] = {[0] = 1, [5] = 1};
    const uint64_t *at[WINDOWS][LANES];
    __mmask8 negative[WINDOWS], used[WINDOWS];
    memset(negative, 0, sizeof negative);
    memset(used, 0, sizeof used);
    for (int lane = 0; lane < LANES; lane++) {
        int carry = 0;
        for (int window = 0; window < WINDOWS; window++) {
            int digit = (int)(numbers[NUMBER_WORDS * lane + window / 8] >> (8 * (window % 8)) & 255) + carry;
            carry = digit > ENTRIES;
            digit -= 256 * carry;
            int magnitude = digit < 0 ? -digit : digit;
            at[window][lane] = digit == 0 ? neutral : table + AFFINE_WORDS * (ENTRIES * window + magnitude - 1);
            negative[window] |= (__mmask8)((digit < 0) << lane);
            used[window] |= (__mmask8)((digit != 0) << lane);
        }
    }
    Point sum;
    load_points(&sum, points);
    for (int window = 0; window < WINDOWS; window++) {
        // The way to memory is long, and what will be wanted is known.
        if (window + 1 < WINDOWS)
            for (int lane = 0; lane < LANES; lane++) {
                __builtin_prefetch(at[window + 1][lane]);
                __builtin_prefetch(at[window + 1][lane] + 8);
                __builtin_prefetch(at[window + 1][lane] + 14);
            }
        if (used[window] == 0) continue;
        AffineCached entry;
        gather_affine(&entry, at[window]);
        add_affine(&sum, &entry, negative[window], 1);
    }
    store_points(points, &sum);
}

#endif

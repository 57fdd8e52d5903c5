// Field elements and points of edwards25519 in eight lanes: limb i of eight numbers stands in one vector.
//
// Every element between two operations has limbs below 2^51 + 2^16: the multiplier takes 52 bits. Where an operation's
// bounds are not said, they are these.
#ifndef SAILAU_LANES_H
#define SAILAU_LANES_H

#include <immintrin.h>
#include <stdint.h>

#include "include/vector_kernels.h"

#define VECTOR_CODE __attribute__((target("avx512f,avx512ifma,avx512vl,avx512dq")))
#define VECTOR_INLINE static inline __attribute__((always_inline, target("avx512f,avx512ifma,avx512vl,avx512dq")))

// Loops over limbs must leave no loop: vectors then stay in registers.
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 10")
#endif

typedef struct {
    __m512i limb[5];
} Field;

typedef struct {
    Field x, y, z, t;
} Point;

/// A summand: y + x, y - x, 2z, 2dt.
typedef struct {
    Field plus, minus, double_z, double_dt;
} Cached;

/// The same with z = 1.
typedef struct {
    Field plus, minus, double_dxy;
} AffineCached;

VECTOR_INLINE __m512i spread(uint64_t value) { return _mm512_set1_epi64((long long)value); }
VECTOR_INLINE __m512i add64(__m512i a, __m512i b) { return _mm512_add_epi64(a, b); }
VECTOR_INLINE __m512i low(__m512i sum, __m512i a, __m512i b) { return _mm512_madd52lo_epu64(sum, a, b); }
VECTOR_INLINE __m512i high(__m512i sum, __m512i a, __m512i b) { return _mm512_madd52hi_epu64(sum, a, b); }

/// 9 a, by a shift: clang would take the slow multiplication if it saw what is meant.
VECTOR_INLINE __m512i nine_times(__m512i a) {
    __m512i eight = _mm512_slli_epi64(a, 3);
    __asm__("" : "+v"(eight));
    return add64(a, eight);
}

/// One round of carries, all limbs at once: for limbs below 2^63.
VECTOR_INLINE Field carry(Field a) {
    const __m512i mask = spread(((uint64_t)1 << 51) - 1);
    Field r;
    __m512i up[5];
    UNROLLED for (int i = 0; i < 5; i++) {
        up[i] = _mm512_srli_epi64(a.limb[i], 51);
        r.limb[i] = _mm512_and_si512(a.limb[i], mask);
    }
    r.limb[0] = low(r.limb[0], up[4], spread(19));
    UNROLLED for (int i = 1; i < 5; i++) r.limb[i] = add64(r.limb[i], up[i - 1]);
    return r;
}

VECTOR_INLINE Field constant(uint64_t l0, uint64_t l1, uint64_t l2, uint64_t l3, uint64_t l4) {
    Field r = {{spread(l0), spread(l1), spread(l2), spread(l3), spread(l4)}};
    return r;
}

/// Sum without carries.
VECTOR_INLINE Field plain_sum(Field a, Field b) {
    Field r;
    UNROLLED for (int i = 0; i < 5; i++) r.limb[i] = add64(a.limb[i], b.limb[i]);
    return r;
}

/// a + 2p - b without carries; limbs of b at most those of 2p: 2^52 - 38.
VECTOR_INLINE Field plain_difference(Field a, Field b) {
    const __m512i p0 = spread(0xfffffffffffdaull), p = spread(0xffffffffffffeull);
    Field r;
    UNROLLED for (int i = 0; i < 5; i++) r.limb[i] = _mm512_sub_epi64(add64(a.limb[i], i == 0 ? p0 : p), b.limb[i]);
    return r;
}

VECTOR_INLINE Field sum(Field a, Field b) { return carry(plain_sum(a, b)); }
VECTOR_INLINE Field difference(Field a, Field b) { return carry(plain_difference(a, b)); }

/// 2^doublings a b, doublings 0 or 1.
///
/// A product of limbs i and j gives its low 52 bits to column i + j and the others, which weigh 2^52, twice to column
/// i + j + 1. Columns stay below 14 * 2^52 and, with 19 times those from five on added, below 2^61.
VECTOR_INLINE Field product(Field a, Field b, int doublings) {
    __m512i lows[10], highs[10];
    UNROLLED for (int i = 0; i < 10; i++) lows[i] = highs[i] = _mm512_setzero_si512();
    UNROLLED for (int i = 0; i < 5; i++)
        UNROLLED for (int j = 0; j < 5; j++) {
            if (i + j >= 5) lows[i + j] = low(lows[i + j], a.limb[i], b.limb[j]);
            if (i + j >= 4) highs[i + j + 1] = high(highs[i + j + 1], a.limb[i], b.limb[j]);
        }
    // 19 t is t in the sum of the low parts and 9 t in that of the high ones, which counts twice.
    UNROLLED for (int i = 0; i < 5; i++) {
        __m512i t = add64(lows[i + 5], add64(highs[i + 5], highs[i + 5]));
        lows[i] = t;
        highs[i] = nine_times(t);
    }
    UNROLLED for (int i = 0; i < 5; i++)
        UNROLLED for (int j = 0; j < 5; j++) {
            if (i + j < 5) lows[i + j] = low(lows[i + j], a.limb[i], b.limb[j]);
            if (i + j < 4) highs[i + j + 1] = high(highs[i + j + 1], a.limb[i], b.limb[j]);
        }
    Field r;
    UNROLLED for (int i = 0; i < 5; i++) {
        r.limb[i] = add64(lows[i], add64(highs[i], highs[i]));
        if (doublings == 1) r.limb[i] = add64(r.limb[i], r.limb[i]);
    }
    return carry(r);
}

VECTOR_INLINE Field times(Field a, Field b) { return product(a, b, 0); }

/// 2^doublings a^2, doublings 0 or 1: products of different limbs count twice, so there are parts of weight 1, 2 and 4.
VECTOR_INLINE Field square(Field a, int doublings) {
    __m512i ones[10], twos[10], fours[10];
    UNROLLED for (int i = 0; i < 10; i++) ones[i] = twos[i] = fours[i] = _mm512_setzero_si512();
    UNROLLED for (int i = 0; i < 5; i++) {
        if (2 * i >= 5) ones[2 * i] = low(ones[2 * i], a.limb[i], a.limb[i]);
        if (2 * i >= 4) twos[2 * i + 1] = high(twos[2 * i + 1], a.limb[i], a.limb[i]);
        UNROLLED for (int j = 0; j < 5; j++) {
            if (j <= i) continue;
            if (i + j >= 5) twos[i + j] = low(twos[i + j], a.limb[i], a.limb[j]);
            if (i + j >= 4) fours[i + j + 1] = high(fours[i + j + 1], a.limb[i], a.limb[j]);
        }
    }
    UNROLLED for (int i = 0; i < 5; i++) {
        __m512i half = add64(twos[i + 5], add64(fours[i + 5], fours[i + 5]));
        __m512i t = add64(ones[i + 5], add64(half, half));
        ones[i] = t;
        twos[i] = nine_times(t);
    }
    UNROLLED for (int i = 0; i < 5; i++) {
        if (2 * i < 5) ones[2 * i] = low(ones[2 * i], a.limb[i], a.limb[i]);
        if (2 * i < 4) twos[2 * i + 1] = high(twos[2 * i + 1], a.limb[i], a.limb[i]);
        UNROLLED for (int j = 0; j < 5; j++) {
            if (j <= i) continue;
            if (i + j < 5) twos[i + j] = low(twos[i + j], a.limb[i], a.limb[j]);
            if (i + j < 4) fours[i + j + 1] = high(fours[i + j + 1], a.limb[i], a.limb[j]);
        }
    }
    Field r;
    UNROLLED for (int i = 0; i < 5; i++) {
        __m512i half = add64(twos[i], add64(fours[i], fours[i]));
        r.limb[i] = add64(ones[i], add64(half, half));
        if (doublings == 1) r.limb[i] = add64(r.limb[i], r.limb[i]);
    }
    return carry(r);
}

VECTOR_INLINE Field choose(__mmask8 mask, Field a, Field b) {
    Field r;
    UNROLLED for (int i = 0; i < 5; i++) r.limb[i] = _mm512_mask_blend_epi64(mask, b.limb[i], a.limb[i]);
    return r;
}

VECTOR_INLINE Point neutral_point(void) {
    Field zero = constant(0, 0, 0, 0, 0), one = constant(1, 0, 0, 0, 0);
    Point r = {zero, one, one, zero};
    return r;
}

/// Twice the point; t is made only where asked for. All four products with the opposite sign of RFC 8032's, section 5.1.4.
VECTOR_INLINE void double_point(Point *p, int with_t) {
    Field a = square(p->x, 0), b = square(p->y, 0), c = square(p->z, 1);
    Field e = product(p->x, p->y, 1);
    Field g = difference(b, a), h = sum(a, b);
    Field f = carry(plain_difference(plain_sum(c, a), b));
    p->x = times(e, f);
    p->y = times(g, h);
    p->z = times(f, g);
    if (with_t) p->t = times(e, h);
}

VECTOR_INLINE void finish_sum(Point *p, Field a, Field b, Field f, Field g, int with_t) {
    Field e = difference(b, a), h = sum(b, a);
    p->x = times(e, f);
    p->y = times(g, h);
    p->z = times(f, g);
    if (with_t) p->t = times(e, h);
}

/// Adds the point, its opposite in the lanes of `negative`.
VECTOR_INLINE void add_cached(Point *p, const Cached *q, __mmask8 negative, int with_t) {
    Field c = times(p->t, q->double_dt), d = times(p->z, q->double_z);
    Field a = times(difference(p->y, p->x), choose(negative, q->plus, q->minus));
    Field b = times(sum(p->y, p->x), choose(negative, q->minus, q->plus));
    Field f = difference(d, c), g = sum(d, c);
    finish_sum(p, a, b, choose(negative, g, f), choose(negative, f, g), with_t);
}

VECTOR_INLINE void add_affine(Point *p, const AffineCached *q, __mmask8 negative, int with_t) {
    Field c = times(p->t, q->double_dxy), d = plain_sum(p->z, p->z);
    Field a = times(difference(p->y, p->x), choose(negative, q->plus, q->minus));
    Field b = times(sum(p->y, p->x), choose(negative, q->minus, q->plus));
    Field f = carry(plain_difference(d, c)), g = sum(d, c);
    finish_sum(p, a, b, choose(negative, g, f), choose(negative, f, g), with_t);
}

VECTOR_INLINE Cached cached(const Point *p) {
    const Field double_d = constant(
        0x69b9426b2f159ull, 0x35050762add7aull, 0x3cf44c0038052ull, 0x6738cc7407977ull, 0x2406d9dc56dffull);
    Cached r;
    r.plus = sum(p->y, p->x);
    r.minus = difference(p->y, p->x);
    r.double_z = sum(p->z, p->z);
    r.double_dt = times(p->t, double_d);
    return r;
}

/// Eight words of eight lanes, which become eight vectors of one word each, and back.
VECTOR_INLINE void transpose(__m512i r[8]) {
    __m512i pairs[8], quads[8];
    for (int i = 0; i < 8; i += 2) {
        pairs[i] = _mm512_unpacklo_epi64(r[i], r[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64(r[i], r[i + 1]);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; j++) {
            quads[i + j] = _mm512_shuffle_i64x2(pairs[i + j], pairs[i + j + 2], 0x88);
            quads[i + j + 2] = _mm512_shuffle_i64x2(pairs[i + j], pairs[i + j + 2], 0xdd);
        }
    for (int j = 0; j < 4; j++) {
        r[j] = _mm512_shuffle_i64x2(quads[j], quads[j + 4], 0x88);
        r[j + 4] = _mm512_shuffle_i64x2(quads[j], quads[j + 4], 0xdd);
    }
}

/// Eight words from each lane's address on.
VECTOR_INLINE void gather8(__m512i words[8], const uint64_t *const at[LANES], int offset) {
    for (int lane = 0; lane < LANES; lane++) words[lane] = _mm512_loadu_si512(at[lane] + offset);
    transpose(words);
}

VECTOR_INLINE void scatter8(uint64_t *const at[LANES], int offset, __m512i words[8]) {
    transpose(words);
    for (int lane = 0; lane < LANES; lane++) _mm512_storeu_si512(at[lane] + offset, words[lane]);
}

/// Four words from each lane's address on; no more are read.
VECTOR_INLINE void gather4(__m512i words[4], const uint64_t *const at[LANES], int offset) {
    __m512i r[4], pairs[4];
    for (int i = 0; i < 4; i++)
        r[i] = _mm512_inserti64x4(
            _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)(at[i] + offset))),
            _mm256_loadu_si256((const __m256i *)(at[i + 4] + offset)), 1);
    // Rows 0 to 3 over rows 4 to 7: a 4 x 4 transposition in each half.
    for (int i = 0; i < 4; i += 2) {
        pairs[i] = _mm512_unpacklo_epi64(r[i], r[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64(r[i], r[i + 1]);
    }
    const __m512i lower = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    const __m512i upper = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    for (int j = 0; j < 2; j++) {
        words[j] = _mm512_permutex2var_epi64(pairs[j], lower, pairs[j + 2]);
        words[j + 2] = _mm512_permutex2var_epi64(pairs[j], upper, pairs[j + 2]);
    }
}

VECTOR_INLINE void scatter4(uint64_t *const at[LANES], int offset, const __m512i words[4]) {
    __m512i pairs[4], r[4];
    for (int i = 0; i < 4; i += 2) {
        pairs[i] = _mm512_unpacklo_epi64(words[i], words[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64(words[i], words[i + 1]);
    }
    const __m512i lower = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    const __m512i upper = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    for (int j = 0; j < 2; j++) {
        r[j] = _mm512_permutex2var_epi64(pairs[j], lower, pairs[j + 2]);
        r[j + 2] = _mm512_permutex2var_epi64(pairs[j], upper, pairs[j + 2]);
    }
    for (int i = 0; i < 4; i++) {
        _mm256_storeu_si256((__m256i *)(at[i] + offset), _mm512_castsi512_si256(r[i]));
        _mm256_storeu_si256((__m256i *)(at[i + 4] + offset), _mm512_extracti64x4_epi64(r[i], 1));
    }
}

/// Four field elements from each lane's address on.
VECTOR_INLINE void gather_elements(Field fields[4], const uint64_t *const at[LANES]) {
    __m512i words[20];
    gather8(words, at, 0);
    gather8(words + 8, at, 8);
    gather4(words + 16, at, 16);
    for (int i = 0; i < 20; i++) fields[i / 5].limb[i % 5] = words[i];
}

VECTOR_INLINE void scatter_elements(uint64_t *const at[LANES], const Field fields[4]) {
    __m512i words[20];
    for (int i = 0; i < 20; i++) words[i] = fields[i / 5].limb[i % 5];
    scatter8(at, 0, words);
    scatter8(at, 8, words + 8);
    scatter4(at, 16, words + 16);
}

VECTOR_INLINE void gather_point(Point *p, const uint64_t *const at[LANES]) {
    Field fields[4];
    gather_elements(fields, at);
    p->x = fields[0], p->y = fields[1], p->z = fields[2], p->t = fields[3];
}

VECTOR_INLINE void scatter_point(uint64_t *const at[LANES], const Point *p) {
    const Field fields[4] = {p->x, p->y, p->z, p->t};
    scatter_elements(at, fields);
}

VECTOR_INLINE void gather_cached(Cached *q, const uint64_t *const at[LANES]) {
    Field fields[4];
    gather_elements(fields, at);
    q->plus = fields[0], q->minus = fields[1], q->double_z = fields[2], q->double_dt = fields[3];
}

VECTOR_INLINE void scatter_cached(uint64_t *const at[LANES], const Cached *q) {
    const Field fields[4] = {q->plus, q->minus, q->double_z, q->double_dt};
    scatter_elements(at, fields);
}

/// Fifteen words from each lane's address on: the eighth is read twice, so that none beyond the fifteenth is read.
VECTOR_INLINE void gather_affine(AffineCached *q, const uint64_t *const at[LANES]) {
    __m512i first[8], second[8];
    gather8(first, at, 0);
    gather8(second, at, 7);
    for (int i = 0; i < 5; i++) {
        q->plus.limb[i] = first[i];
        q->minus.limb[i] = i < 3 ? first[5 + i] : second[i - 2];
        q->double_dxy.limb[i] = second[3 + i];
    }
}

/// Eight points that stand one after another, as they come from outside.
VECTOR_INLINE void load_points(Point *p, const uint64_t *points) {
    const uint64_t *at[LANES];
    for (int lane = 0; lane < LANES; lane++) at[lane] = points + POINT_WORDS * lane;
    gather_point(p, at);
    p->x = carry(p->x), p->y = carry(p->y), p->z = carry(p->z), p->t = carry(p->t);
}

VECTOR_INLINE void store_points(uint64_t *points, const Point *p) {
    uint64_t *at[LANES];
    for (int lane = 0; lane < LANES; lane++) at[lane] = points + POINT_WORDS * lane;
    scatter_point(at, p);
}

#endif

// Reading, comparing and inverting field elements in eight lanes.
#ifndef SAILAU_ENCODING_H
#define SAILAU_ENCODING_H

#include "lanes.h"

/// The number below p.
VECTOR_INLINE Field reduced(Field a) {
    const __m512i mask = spread(((uint64_t)1 << 51) - 1);
    a = carry(carry(a));
    // 1 exactly if a >= p: the carry out of a + 19.
    __m512i q = spread(19);
    UNROLLED for (int i = 0; i < 5; i++) q = _mm512_srli_epi64(add64(a.limb[i], q), 51);
    q = low(_mm512_setzero_si512(), q, spread(19));
    UNROLLED for (int i = 0; i < 5; i++) {
        __m512i limb = add64(a.limb[i], q);
        q = _mm512_srli_epi64(limb, 51);
        a.limb[i] = _mm512_and_si512(limb, mask);
    }
    return a;
}

/// The lanes in which a reduced number is zero.
VECTOR_INLINE __mmask8 is_zero(Field a) {
    __m512i any = a.limb[0];
    UNROLLED for (int i = 1; i < 5; i++) any = _mm512_or_si512(any, a.limb[i]);
    return _mm512_testn_epi64_mask(any, any);
}

VECTOR_INLINE Field square_often(Field a, int count) {
    for (int i = 0; i < count; i++) a = square(a, 0);
    return a;
}

/// a^(2^250 - 1) and a^11, of which both exponents below are made.
VECTOR_INLINE Field ladder(Field a, Field *a11) {
    Field a2 = square(a, 0);
    Field a9 = times(square_often(a2, 2), a);
    *a11 = times(a9, a2);
    Field ones5 = times(square(*a11, 0), a9);
    Field ones10 = times(square_often(ones5, 5), ones5);
    Field ones20 = times(square_often(ones10, 10), ones10);
    Field ones40 = times(square_often(ones20, 20), ones20);
    Field ones50 = times(square_often(ones40, 10), ones10);
    Field ones100 = times(square_often(ones50, 50), ones50);
    Field ones200 = times(square_often(ones100, 100), ones100);
    return times(square_often(ones200, 50), ones50);
}

/// 1/a = a^(p - 2); 0 for 0.
VECTOR_INLINE Field inverse(Field a) {
    Field a11, ones250 = ladder(a, &a11);
    return times(square_often(ones250, 5), a11);
}

/// a^((p - 5) / 8), from which square roots are made.
VECTOR_INLINE Field root_power(Field a) {
    Field a11, ones250 = ladder(a, &a11);
    return times(square_often(ones250, 2), a);
}

/// Whole numbers of four words as field elements; the highest bit is left out.
VECTOR_INLINE Field from_words(const __m512i w[4]) {
    const __m512i mask = spread(((uint64_t)1 << 51) - 1);
    Field r;
    r.limb[0] = _mm512_and_si512(w[0], mask);
    UNROLLED for (int i = 1; i < 5; i++) {
        __m512i limb = _mm512_srl_epi64(w[i - 1], _mm_cvtsi32_si128(64 - 13 * i));
        if (i < 4) limb = _mm512_or_si512(limb, _mm512_sll_epi64(w[i], _mm_cvtsi32_si128(13 * i)));
        r.limb[i] = _mm512_and_si512(limb, mask);
    }
    return r;
}

/// The lanes in which a whole number of four words is below p.
VECTOR_INLINE __mmask8 is_canonical(const __m512i w[4]) {
    const __m512i ones = spread(UINT64_MAX), top = spread(UINT64_MAX >> 1);
    __mmask8 full = _mm512_cmpeq_epu64_mask(w[3], top) & _mm512_cmpeq_epu64_mask(w[2], ones)
        & _mm512_cmpeq_epu64_mask(w[1], ones) & _mm512_cmpge_epu64_mask(w[0], spread(UINT64_MAX - 18));
    return (__mmask8)(~full & _mm512_cmple_epu64_mask(w[3], top));
}

VECTOR_INLINE Field curve_d(void) {
    return constant(0x34dca135978a3ull, 0x1a8283b156ebdull, 0x5e7a26001c029ull, 0x739c663a03cbbull, 0x52036cee2b6ffull);
}

#endif

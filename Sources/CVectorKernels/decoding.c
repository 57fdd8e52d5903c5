// Points from their encodings, and from the coordinates of their eighths.
#if defined(__x86_64__)

#include "encoding.h"

/// RFC 8032, section 5.1.3.
VECTOR_CODE unsigned vectors_decode(const uint64_t *encodings, uint64_t *points) {
    const Field zero = constant(0, 0, 0, 0, 0), one = constant(1, 0, 0, 0, 0);
    const Field root_of_minus_one = constant(
        0x61b274a0ea0b0ull, 0x0d5a5fc8f189dull, 0x7ef5e9cbd0c60ull, 0x78595a6804c9eull, 0x2b8324804fc1dull);
    const __m512i top = spread(UINT64_MAX >> 1);
    const uint64_t *at[LANES];
    for (int lane = 0; lane < LANES; lane++) at[lane] = encodings + NUMBER_WORDS * lane;
    __m512i w[4];
    gather4(w, at, 0);
    const __mmask8 odd = _mm512_cmpgt_epu64_mask(w[3], top);
    w[3] = _mm512_and_si512(w[3], top);
    const __mmask8 canonical = is_canonical(w);
    Point p;
    p.y = from_words(w);

    Field yy = square(p.y, 0);
    Field u = difference(yy, one), v = sum(times(curve_d(), yy), one);
    Field v3 = times(square(v, 0), v), v7 = times(square(v3, 0), v);
    Field x = times(times(u, v3), root_power(times(u, v7)));
    Field check = times(square(x, 0), v);
    const __mmask8 plain = is_zero(reduced(difference(check, u))), turned = is_zero(reduced(sum(check, u)));
    x = reduced(choose(plain, x, times(x, root_of_minus_one)));
    const __mmask8 is_odd = _mm512_test_epi64_mask(x.limb[0], spread(1));
    const __mmask8 wrong_sign = is_zero(x) & odd;
    p.x = choose(is_odd ^ odd, difference(zero, x), x);
    p.z = one;
    p.t = times(p.x, p.y);
    store_points(points, &p);
    return (unsigned)(__mmask8)((plain | turned) & canonical & ~wrong_sign);
}

/// A point on its way: x and y over z, and the product of all z before it in the lane.
typedef struct {
    Field x, y, z, before;
} Pending;

/// Lanes beyond `count` take the neutral element.
VECTOR_INLINE void load_coordinates(__m512i x[4], __m512i y[4], const uint8_t *coordinates, size_t count) {
    static const uint64_t neutral[2 * NUMBER_WORDS] = {[NUMBER_WORDS] = 1};
    const uint64_t *at[LANES];
    __m512i words[8];
    for (size_t lane = 0; lane < LANES; lane++)
        at[lane] = lane < count ? (const uint64_t *)(coordinates + 64 * lane) : neutral;
    gather8(words, at, 0);
    for (int i = 0; i < 4; i++) x[i] = words[i], y[i] = words[4 + i];
}

VECTOR_CODE int vectors_read_eighths(
    const uint8_t *coordinates, size_t count, uint64_t *scratch, uint64_t *results) {
    const Field one = constant(1, 0, 0, 0, 0);
    Pending *pending = (Pending *)scratch;
    const size_t rows = (count + LANES - 1) / LANES;
    Field product_of_z = one;
    for (size_t row = 0; row < rows; row++) {
        __m512i xw[4], yw[4];
        load_coordinates(xw, yw, coordinates + 64 * LANES * row, count - LANES * row);
        Point p = {from_words(xw), from_words(yw), one, one};
        // -x^2 + y^2 = 1 + d x^2 y^2
        Field xx = square(p.x, 0), yy = square(p.y, 0);
        Field right = sum(one, times(curve_d(), times(xx, yy)));
        Field rest = reduced(difference(difference(yy, xx), right));
        if ((is_canonical(xw) & is_canonical(yw) & is_zero(rest)) != 0xff) return 0;
        for (int i = 0; i < 3; i++) double_point(&p, 0);
        pending[row].x = p.x, pending[row].y = p.y, pending[row].z = p.z, pending[row].before = product_of_z;
        product_of_z = times(product_of_z, p.z);
    }
    // One inversion for each lane: P. L. Montgomery (1987), section 10.3.1.
    Field running = inverse(product_of_z);
    for (size_t row = rows; row-- > 0;) {
        const Pending *p = &pending[row];
        Field z = times(running, p->before);
        running = times(running, p->z);
        Field x = times(p->x, z), y = times(p->y, z);
        uint64_t last[LANES][AFFINE_PAIR_WORDS];
        uint64_t *at[LANES];
        const size_t in_row = count - LANES * row < LANES ? count - LANES * row : LANES;
        for (size_t lane = 0; lane < LANES; lane++)
            at[lane] = lane < in_row ? results + AFFINE_PAIR_WORDS * (LANES * row + lane) : last[lane];
        // Ten words: the first eight, and the last eight, which write six of them once more.
        __m512i first[8] = {x.limb[0], x.limb[1], x.limb[2], x.limb[3], x.limb[4], y.limb[0], y.limb[1], y.limb[2]};
        __m512i second[8] = {x.limb[2], x.limb[3], x.limb[4], y.limb[0], y.limb[1], y.limb[2], y.limb[3], y.limb[4]};
        scatter8(at, 0, first);
        scatter8(at, 2, second);
    }
    return 1;
}

#endif

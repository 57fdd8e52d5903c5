// Buckets of eight lanes: each lane adds to its own ones, so that no lane waits for another.
#if defined(__x86_64__)

#include "lanes.h"

size_t vectors_bucket_words(size_t last) { return LANES * (last + 1) * BUCKET_WORDS; }

/// Lane l's bucket i stands at (8 i + l) BUCKET_WORDS: neighbours in the order in which they are summed.
VECTOR_INLINE uint64_t *bucket(uint64_t *buckets, size_t index, int lane) {
    return buckets + (LANES * index + (size_t)lane) * BUCKET_WORDS;
}

VECTOR_INLINE void load_bucket_row(Point *p, const uint64_t *buckets, size_t index) {
    const uint64_t *at[LANES];
    for (int lane = 0; lane < LANES; lane++) at[lane] = buckets + (LANES * index + (size_t)lane) * BUCKET_WORDS;
    gather_point(p, at);
}

VECTOR_INLINE void prefetch_bucket(const uint64_t *at) {
    __builtin_prefetch(at);
    __builtin_prefetch(at + 8);
    __builtin_prefetch(at + 16);
}

VECTOR_CODE void vectors_clear_buckets(uint64_t *buckets, size_t last) {
    const __m512i start = _mm512_setr_epi64(0, 0, 0, 0, 0, 1, 0, 0), middle = _mm512_setr_epi64(0, 0, 1, 0, 0, 0, 0, 0);
    for (size_t i = 0; i < LANES * (last + 1); i++) {
        _mm512_store_si512(buckets + BUCKET_WORDS * i, start);
        _mm512_store_si512(buckets + BUCKET_WORDS * i + 8, middle);
        _mm512_store_si512(buckets + BUCKET_WORDS * i + 16, _mm512_setzero_si512());
    }
}

unsigned vectors_window_count(unsigned bits, unsigned width) { return bits / width + 1; }

/// The words of an affine cached point in every lane.
VECTOR_INLINE void spread_affine(AffineCached *q, const uint64_t *words) {
    for (int i = 0; i < 5; i++) {
        q->plus.limb[i] = spread(words[i]);
        q->minus.limb[i] = spread(words[5 + i]);
        q->double_dxy.limb[i] = spread(words[10 + i]);
    }
}

/// A sum that turns windows into signed digits: 2^(width-1) in each of them but the highest, which stays as it is. With it
/// added, a window less 2^(width-1) is a digit, and no carry passes from window to window.
static void write_offset(uint64_t offset[NUMBER_WORDS], unsigned windows, unsigned width) {
    for (int i = 0; i < NUMBER_WORDS; i++) offset[i] = 0;
    for (unsigned window = 0; window + 1 < windows; window++) {
        unsigned bit = window * width + width - 1;
        offset[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
}

/// The digits of one number in the windows first ... first + 7; 0 beyond the last window.
VECTOR_INLINE void write_digits(
    int digits[LANES], const uint64_t number[NUMBER_WORDS], const uint64_t offset[NUMBER_WORDS], unsigned windows,
    unsigned width, unsigned first) {
    uint64_t sum[NUMBER_WORDS + 1];
    unsigned __int128 carry = 0;
    for (int i = 0; i < NUMBER_WORDS; i++) {
        carry += (unsigned __int128)number[i] + offset[i];
        sum[i] = (uint64_t)carry;
        carry >>= 64;
    }
    sum[NUMBER_WORDS] = 0;
    const uint64_t mask = ((uint64_t)1 << width) - 1;
    for (unsigned lane = 0; lane < LANES; lane++) {
        unsigned window = first + lane;
        if (window >= windows) {
            digits[lane] = 0;
            continue;
        }
        unsigned bit = window * width, word = bit / 64, shift = bit % 64;
        uint64_t value = sum[word] >> shift;
        if (shift + width > 64) value |= sum[word + 1] << (64 - shift);
        digits[lane] = (int)(value & mask) - (window + 1 < windows ? 1 << (width - 1) : 0);
    }
}

/// Where the lanes' next summand goes.
typedef struct {
    uint64_t *at[LANES];
    __mmask8 negative;
} Target;

VECTOR_INLINE void aim(Target *target, uint64_t *buckets, const int digits[LANES]) {
    target->negative = 0;
    for (int lane = 0; lane < LANES; lane++) {
        int digit = digits[lane];
        target->negative |= (__mmask8)((digit < 0) << lane);
        target->at[lane] = bucket(buckets, (size_t)(digit < 0 ? -digit : digit), lane);
        prefetch_bucket(target->at[lane]);
    }
}

VECTOR_CODE void vectors_fill_windows(
    uint64_t *buckets, const uint64_t *terms, size_t count, unsigned bits, unsigned width, unsigned first) {
    const unsigned windows = vectors_window_count(bits, width);
    if (count == 0 || first >= windows) return;
    uint64_t offset[NUMBER_WORDS];
    write_offset(offset, windows, width);
    int digits[LANES];
    Target next;
    write_digits(digits, terms + AFFINE_WORDS, offset, windows, width, first);
    aim(&next, buckets, digits);
    for (size_t i = 0; i < count; i++) {
        Target target = next;
        if (i + 1 < count) {
            write_digits(digits, terms + TERM_WORDS * (i + 1) + AFFINE_WORDS, offset, windows, width, first);
            aim(&next, buckets, digits);
        }
        AffineCached summand;
        Point sum;
        spread_affine(&summand, terms + TERM_WORDS * i);
        gather_point(&sum, (const uint64_t *const *)target.at);
        add_affine(&sum, &summand, target.negative, 1);
        scatter_point(target.at, &sum);
    }
}

VECTOR_CODE void vectors_sum_windows(const uint64_t *buckets, size_t last, uint64_t *sums) {
    Point running = neutral_point(), total = neutral_point(), row;
    for (size_t i = last; i > 0; i--) {
        load_bucket_row(&row, buckets, i);
        Cached summand = cached(&row);
        add_cached(&running, &summand, 0, 1);
        summand = cached(&running);
        add_cached(&total, &summand, 0, 1);
    }
    store_points(sums, &total);
}

VECTOR_CODE void vectors_fill_subsets(
    uint64_t *buckets, const uint64_t *points, size_t count, const uint8_t *indices) {
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count)
            for (int lane = 0; lane < LANES; lane++)
                prefetch_bucket(bucket(buckets, indices[LANES * (i + 1) + (size_t)lane], lane));
        uint64_t *at[LANES];
        for (int lane = 0; lane < LANES; lane++) at[lane] = bucket(buckets, indices[LANES * i + (size_t)lane], lane);
        const uint64_t *words = points + POINT_WORDS * i;
        Point point, sum;
        for (int limb = 0; limb < 5; limb++) {
            point.x.limb[limb] = spread(words[limb]);
            point.y.limb[limb] = spread(words[5 + limb]);
            point.z.limb[limb] = spread(words[10 + limb]);
            point.t.limb[limb] = spread(words[15 + limb]);
        }
        point.x = carry(point.x), point.y = carry(point.y), point.z = carry(point.z), point.t = carry(point.t);
        Cached summand = cached(&point);
        gather_point(&sum, (const uint64_t *const *)at);
        add_cached(&sum, &summand, 0, 1);
        scatter_point(at, &sum);
    }
}

VECTOR_CODE void vectors_sum_subsets(uint64_t *buckets, uint64_t *sums) {
    for (int bit = 7; bit >= 0; bit--) {
        const size_t half = (size_t)1 << bit;
        Point sum = neutral_point(), lower, upper;
        for (size_t i = 0; i < half; i++) {
            load_bucket_row(&upper, buckets, half + i);
            load_bucket_row(&lower, buckets, i);
            Cached summand = cached(&upper);
            add_cached(&sum, &summand, 0, 1);
            add_cached(&lower, &summand, 0, 1);
            uint64_t *at[LANES];
            for (int lane = 0; lane < LANES; lane++) at[lane] = bucket(buckets, i, lane);
            scatter_point(at, &lower);
        }
        store_points(sums + (size_t)bit * LANES * POINT_WORDS, &sum);
    }
}

#endif

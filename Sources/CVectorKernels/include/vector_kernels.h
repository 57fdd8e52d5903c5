// Arithmetic of edwards25519 in eight lanes, with the instructions AVX-512 IFMA, for public numbers only: time and memory
// access hang on them.
//
// Layouts are those of the Swift types, in words of 64 bits: a field element is 5 limbs of 51 bits, an EdwardsPoint 4 field
// elements (x, y, z, t), an AffineCachedPoint 3 (y + x, y - x, 2dxy), a whole number 4 limbs of 64 bits. Limbs of points may
// be up to 2^63, those of affine cached points must be below 2^52.
//
// Only vectors_supported may be called where it gives 0.
#ifndef SAILAU_VECTOR_KERNELS_H
#define SAILAU_VECTOR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#define POINT_WORDS 20
#define AFFINE_WORDS 15
#define NUMBER_WORDS 4
/// x and y of a point, as field elements.
#define AFFINE_PAIR_WORDS 10
/// A point to add and its number: an affine cached point followed by a whole number.
#define TERM_WORDS (AFFINE_WORDS + NUMBER_WORDS)
/// A bucket's place in memory: a point, filled up to whole cache lines.
#define BUCKET_WORDS 24
#define LANES 8
#define EIGHTHS_SCRATCH_WORDS (20 * LANES)

/// Whether processor and operating system have what the other functions need.
int vectors_supported(void);

/// Multiplies each of eight points by `count` numbers below 2^255: results[8 i + lane] = numbers[8 i + lane] points[lane].
void vectors_multiply(
    const uint64_t *points, size_t count, const uint64_t *numbers, uint64_t *results);

/// Adds to each of eight points a multiple of a fixed one, by its table (32 windows of 8 bits, 128 affine cached points
/// each): points[lane] += numbers[lane] base, numbers below 2^255.
void vectors_add_fixed(uint64_t *points, const uint64_t *table, const uint64_t *numbers);

/// Reads eight points from their 32 bytes of RFC 8032, section 5.1.3, each as a whole number. Gives a bit for each lane: 1 where
/// the number is the canonical encoding of a point of the curve, which has then z = 1; other lanes hold anything.
unsigned vectors_decode(const uint64_t *encodings, uint64_t *points);

/// Reads `count` points from the coordinates of their eighths (x and y as whole numbers, 64 bytes) and multiplies them by
/// eight: 1 if each eighth lies on the curve and is below p in both coordinates, else 0, and then `results` holds anything.
/// `scratch` is aligned to 64 bytes and has EIGHTHS_SCRATCH_WORDS for every eight points, begun ones included.
int vectors_read_eighths(const uint8_t *coordinates, size_t count, uint64_t *scratch, uint64_t *results);

/// Windows of signed digits of `width` bits for numbers below 2^bits, bits <= 253.
unsigned vectors_window_count(unsigned bits, unsigned width);

/// Words of memory for the buckets of eight lanes, whose index goes from 0 to `last`.
size_t vectors_bucket_words(size_t last);

/// Makes all buckets neutral. `buckets` is aligned to 64 bytes, here and below.
void vectors_clear_buckets(uint64_t *buckets, size_t last);

/// Adds every term's point to the buckets of its number's digits in the windows first ... first + 7; lane l has the window
/// first + l. The digit d goes to the bucket |d| <= 2^(width-1); bucket 0 is of no use. Numbers are below 2^bits, 5 <= width
/// <= 12.
void vectors_fill_windows(
    uint64_t *buckets, const uint64_t *terms, size_t count, unsigned bits, unsigned width, unsigned first);

/// For each lane the sum of index times bucket, from 1 to `last`.
void vectors_sum_windows(const uint64_t *buckets, size_t last, uint64_t *sums);

/// Adds each of `count` points to the bucket of each lane that its byte names: indices[8 i + lane]; 256 buckets a lane.
void vectors_fill_subsets(uint64_t *buckets, const uint64_t *points, size_t count, const uint8_t *indices);

/// For each bit and lane the sum of the buckets whose index has the bit: sums[8 bit + lane]. Spends the buckets.
void vectors_sum_subsets(uint64_t *buckets, uint64_t *sums);

#endif

// Whether the kernels may run here, and what stands in their place on other processors.
#include "include/vector_kernels.h"

#if defined(__x86_64__)

int vectors_supported(void) {
    // This asks also whether the operating system keeps the registers.
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512ifma");
}

#else

#include <stdlib.h>

int vectors_supported(void) { return 0; }

unsigned vectors_window_count(unsigned bits, unsigned width) { return bits / width + 1; }

size_t vectors_bucket_words(size_t last) { return LANES * (last + 1) * BUCKET_WORDS; }

// Nobody may call these here: vectors_supported says so.
void vectors_multiply(const uint64_t *points, size_t count, const uint64_t *numbers, uint64_t *results) { abort(); }
void vectors_add_fixed(uint64_t *points, const uint64_t *table, const uint64_t *numbers) { abort(); }
unsigned vectors_decode(const uint64_t *encodings, uint64_t *points) { abort(); }
int vectors_read_eighths(const uint8_t *coordinates, size_t count, uint64_t *scratch, uint64_t *results) { abort(); }
void vectors_clear_buckets(uint64_t *buckets, size_t last) { abort(); }
void vectors_fill_windows(
    uint64_t *buckets, const uint64_t *terms, size_t count, unsigned bits, unsigned width, unsigned first) { abort(); }
void vectors_sum_windows(const uint64_t *buckets, size_t last, uint64_t *sums) { abort(); }
void vectors_fill_subsets(uint64_t *buckets, const uint64_t *points, size_t count, const uint8_t *indices) { abort(); }
void vectors_sum_subsets(uint64_t *buckets, uint64_t *sums) { abort(); }

#endif

#include <gmp.h>
#include <stdint.h>

/* gmp.h renames its functions by macros, which Swift does not see, and calls a limb unsigned long. */
_Static_assert(GMP_NUMB_BITS == 64 && sizeof(mp_limb_t) == sizeof(uint64_t), "limbs of 64 bits without nails");

/* {result, 2 count} = {a, count} times {b, count}. */
static inline void limbs_multiply(uint64_t *result, const uint64_t *a, const uint64_t *b, long count) {
    mpn_mul_n((mp_ptr)result, (mp_srcptr)a, (mp_srcptr)b, count);
}

static inline void limbs_square(uint64_t *result, const uint64_t *a, long count) {
    mpn_sqr((mp_ptr)result, (mp_srcptr)a, count);
}

/* Adds factor times {a, count} to {result, count}; the carry. */
static inline uint64_t limbs_add_multiple(uint64_t *result, const uint64_t *a, long count, uint64_t factor) {
    return mpn_addmul_1((mp_ptr)result, (mp_srcptr)a, count, factor);
}

static inline uint64_t limbs_add(uint64_t *result, const uint64_t *a, const uint64_t *b, long count) {
    return mpn_add_n((mp_ptr)result, (mp_srcptr)a, (mp_srcptr)b, count);
}

static inline uint64_t limbs_subtract(uint64_t *result, const uint64_t *a, const uint64_t *b, long count) {
    return mpn_sub_n((mp_ptr)result, (mp_srcptr)a, (mp_srcptr)b, count);
}

static inline int limbs_compare(const uint64_t *a, const uint64_t *b, long count) {
    return mpn_cmp((mp_srcptr)a, (mp_srcptr)b, count);
}

/* {result, count} = 1/{a, count} modulo {modulus, count}; where there is none, zero. */
static inline void limbs_invert(uint64_t *result, const uint64_t *a, const uint64_t *modulus, long count) {
    mpz_t value, divisor, inverse;
    mpz_init(inverse);
    int exists = mpz_invert(
        inverse, mpz_roinit_n(value, (mp_srcptr)a, count), mpz_roinit_n(divisor, (mp_srcptr)modulus, count));
    for (long index = 0; index < count; index++) {
        result[index] = exists ? mpz_getlimbn(inverse, index) : 0;
    }
    mpz_clear(inverse);
}

/* The digits 0...9 of {a, count}, most significant first, maybe after zeros; destroys a, whose top limb is not zero. */
static inline size_t limbs_digits(uint8_t *digits, uint64_t *a, long count) {
    return mpn_get_str(digits, 10, (mp_ptr)a, count);
}

/* The number of limbs that the digits 0...9 give; most significant first. */
static inline long limbs_from_digits(uint64_t *result, const uint8_t *digits, size_t count) {
    return mpn_set_str((mp_ptr)result, digits, count, 10);
}

/* What follows takes the same time for all values: GMP's functions for cryptography. */

static inline long limbs_secret_multiply_scratch(long count) { return mpn_sec_mul_itch(count, count); }

static inline void limbs_secret_multiply(
    uint64_t *result, const uint64_t *a, const uint64_t *b, long count, uint64_t *scratch) {
    mpn_sec_mul((mp_ptr)result, (mp_srcptr)a, count, (mp_srcptr)b, count, (mp_ptr)scratch);
}

static inline long limbs_secret_power_scratch(long count, long exponent_bits) {
    return mpn_sec_powm_itch(count, exponent_bits, count);
}

static inline void limbs_secret_power(
    uint64_t *result, const uint64_t *base, const uint64_t *exponent, long exponent_bits, const uint64_t *modulus,
    long count, uint64_t *scratch) {
    mpn_sec_powm(
        (mp_ptr)result, (mp_srcptr)base, count, (mp_srcptr)exponent, exponent_bits, (mp_srcptr)modulus, count,
        (mp_ptr)scratch);
}

/* {result, count} = entry number index of a table of entries, each {.., count}; reads all of them. */
static inline void limbs_secret_entry(
    uint64_t *result, const uint64_t *table, long count, long entries, uint64_t index) {
    mpn_sec_tabselect((mp_ptr)result, (mp_srcptr)table, count, entries, (mp_size_t)index);
}

#include "memcheck.h"

#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>

int memcheck_is_running(void) { return RUNNING_ON_VALGRIND != 0; }

void memcheck_poison(void *memory, size_t count) { (void)VALGRIND_MAKE_MEM_UNDEFINED(memory, count); }

void memcheck_unpoison(void *memory, size_t count) { (void)VALGRIND_MAKE_MEM_DEFINED(memory, count); }

size_t memcheck_poisoned_bytes(const void *memory, size_t count) {
    const unsigned char *bytes = memory;
    size_t poisoned = 0;
    for (size_t index = 0; index < count; index++) {
        unsigned char undefined = 0;
        if (VALGRIND_GET_VBITS(bytes + index, &undefined, 1) == 1 && undefined != 0) poisoned++;
    }
    return poisoned;
}

#else

/* Built without valgrind's header: the check says that it cannot run. */
int memcheck_is_running(void) { return 0; }
void memcheck_poison(void *memory, size_t count) { (void)memory; (void)count; }
void memcheck_unpoison(void *memory, size_t count) { (void)memory; (void)count; }
size_t memcheck_poisoned_bytes(const void *memory, size_t count) { (void)memory; (void)count; return 0; }

#endif

/* Requests to valgrind's memcheck as functions, which Swift can call. Outside valgrind they do nothing. */
#pragma once
#include <stddef.h>

/* Whether the program runs under valgrind, with its header known when this was built. */
int memcheck_is_running(void);

/* Declares memory undefined: memcheck then reports every branch and every address that depends on it. */
void memcheck_poison(void *memory, size_t count);

/* Declares memory defined again, whatever it depends on. */
void memcheck_unpoison(void *memory, size_t count);

/* How many of the bytes depend on poisoned memory, without a report. */
size_t memcheck_poisoned_bytes(const void *memory, size_t count);

#define _GNU_SOURCE
#include "process_limits.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <linux/close_range.h>

static int forbid(int resource) {
    const struct rlimit none = {0, 0};
    return setrlimit(resource, &none);
}

int process_forbid_core_files(void) { return forbid(RLIMIT_CORE); }

int process_forbid_files(void) { return forbid(RLIMIT_FSIZE); }

int process_forbid_dumps(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int process_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

struct asking {
    sem_t asked;
    int error;
};

static void *ask_and_stay(void *pointer) {
    struct asking *asking = pointer;
    asking->error = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 ? 0 : errno;
    sem_post(&asking->asked);
    for (;;) pause();
    return NULL;
}

int process_end_with_parent(void) {
    struct asking asking = {.error = 0};
    pthread_attr_t attributes;
    pthread_t thread;
    sem_init(&asking.asked, 0, 0);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 1 << 16);
    int error = pthread_create(&thread, &attributes, ask_and_stay, &asking);
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        while (sem_wait(&asking.asked) != 0) {}
        error = asking.error;
    }
    sem_destroy(&asking.asked);
    errno = error;
    return error == 0 ? 0 : -1;
}

int process_keep_descriptors(void) { return close_range(3, ~0U, CLOSE_RANGE_CLOEXEC); }

/* A page is locked once it is touched: what is only reserved takes no memory. */
int process_lock_memory(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); }

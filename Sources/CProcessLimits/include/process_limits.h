/* What a process asks of Linux about itself. prctl(2) takes a variable number of arguments, which Swift can't call. */
#pragma once

/* No core file. 0, or -1 with errno. */
int process_forbid_core_files(void);

/* No file grows by what the process writes. 0, or -1 with errno. */
int process_forbid_files(void);

/* No tracer and no reader of /proc/PID/mem but a superuser. 0, or -1 with errno. */
int process_forbid_dumps(void);

/* Whether it may still be dumped: 0 for no. */
int process_is_dumpable(void);

/* Ends this process when the thread that started it ends. The system keeps that for the thread that asks, so one of its own asks
   and stays. 0, or -1 with errno. */
int process_end_with_parent(void);

/* No program that is started from now on inherits a descriptor from 3 on, but those that it is given. 0, or -1 with errno. */
int process_keep_descriptors(void);

/* Keeps the pages of this process, those of today and those to come, out of the swap. 0, or -1 with errno. */
int process_lock_memory(void);

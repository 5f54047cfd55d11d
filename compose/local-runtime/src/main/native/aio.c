/*
 * A stand-in for libaio.so.1: the five calls that mysqld imports, straight to the kernel.
 * Millrace puts it beside an embedded mysqld only where the machine has no libaio.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* libaio returns the negated errno, where syscall(2) returns -1. */
static int result(long returned) { return returned < 0 ? -errno : (int)returned; }

int io_setup(int events, void **context) {
  return result(syscall(SYS_io_setup, events, context));
}

int io_destroy(void *context) { return result(syscall(SYS_io_destroy, context)); }

int io_submit(void *context, long count, void **blocks) {
  return result(syscall(SYS_io_submit, context, count, blocks));
}

int io_cancel(void *context, void *block, void *event) {
  return result(syscall(SYS_io_cancel, context, block, event));
}

int io_getevents(void *context, long min, long max, void *events, struct timespec *timeout) {
  return result(syscall(SYS_io_getevents, context, min, max, events, timeout));
}

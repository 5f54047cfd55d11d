/*
 * A stand-in for libnuma.so.1 that answers "this machine has no NUMA", which mysqld handles.
 * Millrace puts it beside an embedded mysqld only where the machine has no libnuma.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

int numa_available(void) { return -1; }

void *numa_alloc_local(size_t size) { return malloc(size); }

void numa_free(void *memory, size_t size) {
  (void)size;
  free(memory);
}

void *numa_get_mems_allowed(void) { return NULL; }

void numa_bitmask_free(void *mask) { (void)mask; }

long mbind(void) {
  errno = ENOSYS;
  return -1;
}

long set_mempolicy(void) {
  errno = ENOSYS;
  return -1;
}

package io.millrace.domain;

import java.util.UUID;

/** Random values that follow from the command's seed. */
final class Randoms {

  private Randoms() {}

  /** A random UUID, version 4. */
  static String uuid(Journal journal) {
    long high = (journal.random().nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (journal.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}

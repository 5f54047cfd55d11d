package io.millrace.intake;

import java.time.Duration;

/**
 * How long a loop of intake rests between two batches.
 *
 * <p>A batch costs as much as many records more in it, all the way to the workers and back. So a
 * loop with more than one record at a time rests for as long as its last batch took: what comes
 * meanwhile shares the next one, and at least half of the time is left to all that a batch sets
 * going. Where batches are quick, so are rests.
 */
final class Pace {

  /** However long a batch took, records are not to wait longer than this. */
  private static final Duration LONGEST_REST = Duration.ofMillis(12);

  private Pace() {}

  /** Whether a batch of so many records tells of more to come. */
  static boolean busy(int records) {
    return records > 1;
  }

  /** Whether so many records of so many at most tell that as many are waiting already. */
  static boolean full(int records, int mostRecords) {
    return records >= mostRecords / 2;
  }

  /**
   * The rest after a batch.
   *
   * @param records how many records the batch had
   * @param mostRecords how many it could have had
   * @param took how long it took
   */
  static Duration rest(int records, int mostRecords, Duration took) {
    if (!busy(records) || full(records, mostRecords)) {
      return Duration.ZERO;
    }
    return took.compareTo(LONGEST_REST) < 0 ? took : LONGEST_REST;
  }
}

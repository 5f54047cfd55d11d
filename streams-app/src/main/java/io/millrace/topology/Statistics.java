package io.millrace.topology;

/**
 * Counts and durations of something that starts and ends: a workflow's instances, an executor's
 * attempts. Partial counts of different partitions add up.
 *
 * @param started how many began
 * @param completed how many ended well
 * @param failed how many ended otherwise
 * @param retried how many failed attempts were followed by another
 * @param totalMillis the sum of the durations of those that ended, milliseconds
 * @param maxMillis the longest of them, milliseconds
 */
public record Statistics(
    long started, long completed, long failed, long retried, long totalMillis, long maxMillis) {

  /** Nothing yet. */
  public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0);

  /** Mean duration of those that ended, milliseconds; 0 if none has. */
  public double meanMillis() {
    long ended = completed + failed + retried;
    return ended == 0 ? 0 : (double) totalMillis / ended;
  }

  /** Both together. */
  public Statistics plus(Statistics other) {
    return new Statistics(
        started + other.started,
        completed + other.completed,
        failed + other.failed,
        retried + other.retried,
        totalMillis + other.totalMillis,
        Math.max(maxMillis, other.maxMillis));
  }

  static Statistics start() {
    return new Statistics(1, 0, 0, 0, 0, 0);
  }

  static Statistics success(long millis) {
    return new Statistics(0, 1, 0, 0, millis, millis);
  }

  static Statistics failure(long millis) {
    return new Statistics(0, 0, 1, 0, millis, millis);
  }

  static Statistics retry(long millis) {
    return new Statistics(0, 0, 0, 1, millis, millis);
  }
}

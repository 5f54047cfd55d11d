package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a workflow instance by the place of its start event in the log.
 *
 * <p>{@code value = id_base(partition) + offset}; the bits from 40 up are the partition, so every
 * message for the instance can be routed without a look-up. Values fit in 53 bits and are therefore
 * exact as JSON numbers in every language.
 *
 * @param value from 0 to 2^53 - 1
 */
public record InstanceId(@JsonValue long value) implements Comparable<InstanceId> {

  /** How many low bits number the instances of one partition. */
  public static final int OFFSET_BITS = 40;

  private static final long LIMIT = 1L << 53;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the value does not fit in 53 bits
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InstanceId {
    if (value < 0 || value >= LIMIT) {
      throw new IllegalArgumentException("must be from 0 to 2^53 - 1, was " + value);
    }
  }

  /**
   * The first id of a partition whose topic was never deleted. Ids start at 1, so that 0 stays free
   * to mean "none" in languages that read it so.
   */
  public static InstanceId first(int partition) {
    return new InstanceId(((long) partition << OFFSET_BITS) + 1);
  }

  /** The partition, of every input topic and of the transitions, that this instance lives in. */
  public int partition() {
    return (int) (value >>> OFFSET_BITS);
  }

  @Override
  public int compareTo(InstanceId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

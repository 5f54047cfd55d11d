package io.millrace.intake;

/**
 * How an engine stands to a partition that Kafka assigned to it.
 *
 * @param partition the partition number
 * @param state how it stands
 * @param text why, for people; empty if there is nothing to say
 */
public record PartitionStatus(int partition, State state, String text) {

  /** How an engine stands to a partition. */
  public enum State {
    /** It is to be taken over as soon as possible. */
    WAITING,
    /** It is read and written. */
    OWNED,
    /** It is not read until an operator does something. */
    REFUSED
  }
}

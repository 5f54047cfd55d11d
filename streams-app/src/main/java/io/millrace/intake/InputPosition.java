package io.millrace.intake;

/**
 * How far one partition of an input topic was taken in; a row of {@code intake_positions}.
 *
 * @param topic the topic's full name
 * @param partition the partition
 * @param topicId Kafka's id of the topic, as text
 * @param idBase instance id = this + offset of the start event
 * @param nextOffset the offset of the first record not yet taken in
 */
public record InputPosition(
    String topic, int partition, String topicId, long idBase, long nextOffset) {

  /** The same topic and partition, taken in further. */
  public InputPosition at(long offset) {
    return new InputPosition(topic, partition, topicId, idBase, offset);
  }
}

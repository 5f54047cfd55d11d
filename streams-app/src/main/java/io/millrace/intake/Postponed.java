package io.millrace.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where logs are to be read again: a message for an instance whose start event is in its log but
 * not taken in yet must wait for it, and with it all that follows in the same log.
 */
final class Postponed {

  private final Map<TopicPartition, Long> from = new HashMap<>();

  /** Notes that a log is to be read again from this record on. */
  void add(Work.Received work) {
    from.merge(log(work), work.record().offset(), Math::min);
  }

  /** Whether this work is to be left for later. */
  boolean covers(Work work) {
    return work instanceof Work.Received received
        && received.record().offset() >= from.getOrDefault(log(received), Long.MAX_VALUE);
  }

  /** The work without what is left for later. */
  List<Work> without(List<Work> work) {
    return from.isEmpty() ? work : work.stream().filter(one -> !covers(one)).toList();
  }

  /** From where to read which log again. */
  Map<TopicPartition, Long> offsets() {
    return from;
  }

  private static TopicPartition log(Work.Received work) {
    return new TopicPartition(work.record().topic(), work.record().partition());
  }
}

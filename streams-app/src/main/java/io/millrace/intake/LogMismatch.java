package io.millrace.intake;

/** What to tell an operator when a log is not what it was. */
final class LogMismatch {

  private LogMismatch() {}

  static String replaced(Acquisition.TopicReplaced replaced) {
    InputPosition old = replaced.position();
    return ("topic %s was deleted and made anew (its id is %s, was %s), so its events would be"
            + " taken for old ones; if that was intended, accept the new topic: millrace"
            + " adopt-topic %s")
        .formatted(old.topic(), replaced.topicId(), old.topicId(), old.topic());
  }

  static String truncated(InputPosition position, long end) {
    return ("topic %s ends at offset %d in partition %d, but %d records were taken in from it: it"
            + " lost records, and new ones would be taken for old ones; if it cannot be"
            + " restored, accept it as it is: millrace adopt-topic %s")
        .formatted(
            position.topic(), end, position.partition(), position.nextOffset(), position.topic());
  }

  static String expired(InputPosition position, long begin) {
    return "topic %s dropped the records %d to %d of partition %d before they were taken in: its retention is too short for the time that the engine was away"
        .formatted(position.topic(), position.nextOffset(), begin - 1, position.partition());
  }
}

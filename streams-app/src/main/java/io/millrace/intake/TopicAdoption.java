package io.millrace.intake;

/**
 * A partition of an input topic whose new log was accepted in the place of the old one.
 *
 * @param before how far the old log was taken in
 * @param after where intake goes on
 */
public record TopicAdoption(InputPosition before, InputPosition after) {

  /**
   * Goes on in a new log such that no id is given twice: the new ids begin above every id that the
   * old log gave.
   *
   * @param before how far the old log was taken in
   * @param topicId the id that the topic has now
   * @param begin the first offset of the new log to take in
   */
  public static TopicAdoption of(InputPosition before, String topicId, long begin) {
    long idBase = before.idBase() + before.nextOffset();
    return new TopicAdoption(
        before, new InputPosition(before.topic(), before.partition(), topicId, idBase, begin));
  }
}

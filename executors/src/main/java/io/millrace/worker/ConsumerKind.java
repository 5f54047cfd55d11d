package io.millrace.worker;

/** How workers share the tasks of a topic among them. */
public enum ConsumerKind {
  /**
   * A Kafka share group: any number of workers per partition, each task acknowledged by itself,
   * given to another worker as soon as the broker sees its worker's connection break.
   */
  SHARE,

  /**
   * A classic consumer group, for brokers without share groups: at most as many workers as
   * partitions, whole batches acknowledged, given to another worker after a session time-out.
   */
  CLASSIC
}

package io.millrace.intake;

import io.millrace.contract.InstanceId;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Something that intake has to act on. */
public sealed interface Work {

  /**
   * A record, as it came.
   *
   * @param input which input it came from
   * @param record the record
   */
  record Received(InputTopic input, ConsumerRecord<byte[], byte[]> record) implements Work {

    /** The record's place in the log: {@code topic-partition@offset}. */
    public String place() {
      return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
  }

  /**
   * An instance's timer.
   *
   * @param instanceId whose
   */
  record Due(InstanceId instanceId) implements Work {}
}

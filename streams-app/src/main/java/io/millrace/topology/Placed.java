package io.millrace.topology;

import io.millrace.contract.Json;
import io.millrace.contract.message.Task;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A task and where it goes. What is written is the task.
 *
 * @param task the task
 * @param lane the lane of the worker that was chosen, or null if it is to be pulled
 */
record Placed(Task task, @Nullable Integer lane) {

  static Serde<Placed> serde() {
    return Serdes.serdeFrom(
        (topic, placed) -> Json.bytes(placed.task()),
        (topic, bytes) -> new Placed(Json.read(bytes, Task.class), null));
  }

  /** The partition of the lanes topic that is the lane. */
  static StreamPartitioner<String, Placed> lanes() {
    return (topic, key, placed, partitions) ->
        Optional.ofNullable(placed.lane()).map(lane -> Set.of(lane % partitions));
  }
}

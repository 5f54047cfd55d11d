package io.millrace.topology;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hands out the tasks that the relay leaves to it: every scheduled node that needs an executor
 * becomes a message. Where the definition asks for a certain worker, and that is there, it goes on
 * the worker's own lane; else where whoever is able pulls it, on a topic that is made if need be.
 *
 * <p>Delivery is at least once, for the sake of latency: a transaction would hold every task back
 * until it commits. A task that goes out twice has the same attempt and the same idempotency key,
 * and the engine counts the first result only.
 */
public final class DispatchTopology {

  private static final String PULLED = "tasks";
  private static final String CHOSEN = "lanes";

  private DispatchTopology() {}

  /**
   * Builds the topology.
   *
   * @param prefix what the names of all topics start with
   * @param taskTopics makes sure that a topic is there before the first task goes to it
   * @param roster which workers are there
   */
  public static Topology build(String prefix, TaskTopics taskTopics, Roster roster) {
    StreamsBuilder builder = new StreamsBuilder();
    Chooser chooser = new Chooser(roster);
    KStream<String, Placed> tasks =
        TransitionsFor.stream(builder, prefix, Audience.DISPATCH)
            .process(() -> new TasksOf(taskTopics, chooser), Named.as("tasks-of-transition"));
    tasks.to(
        new TopicOfExecutor(prefix),
        Produced.with(Serdes.String(), Placed.serde()).withName(PULLED));
    tasks.to(
        Topics.LANES.name(prefix),
        Produced.with(Serdes.String(), Placed.serde())
            .withStreamPartitioner(Placed.lanes())
            .withName(CHOSEN));
    return builder.build();
  }

  /** A record rather than a lambda, so that the topology's description says what it is. */
  private record TopicOfExecutor(String prefix) implements TopicNameExtractor<String, Placed> {
    @Override
    public String extract(String key, Placed placed, RecordContext context) {
      return placed.task().topic().name(prefix);
    }
  }

  private static final class TasksOf implements Processor<String, Transition, String, Placed> {

    private final TaskTopics taskTopics;
    private final Chooser chooser;
    private ProcessorContext<String, Placed> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    TasksOf(TaskTopics taskTopics, Chooser chooser) {
      this.taskTopics = taskTopics;
      this.chooser = chooser;
    }

    @Override
    public void init(ProcessorContext<String, Placed> context) {
      this.context = context;
    }

    @Override
    public void process(Record<String, Transition> record) {
      for (Task task : Task.of(record.value())) {
        // In any case: a lane's next owner may have to pass the task on.
        taskTopics.ensure(task.topic());
        Integer lane = chooser.lane(task, record.value().engineId());
        context.forward(message(record, new Placed(task, lane)), lane == null ? PULLED : CHOSEN);
      }
    }

    private static Record<String, Placed> message(Record<String, Transition> cause, Placed placed) {
      RecordHeaders headers = new RecordHeaders();
      CloudEvents.write(
          placed
              .task()
              .headers(
                  Instant.ofEpochMilli(cause.timestamp()),
                  CloudEvents.read(cause.headers(), CloudEvents.TRACE_PARENT)),
          headers);
      return new Record<>(placed.task().key(), placed, cause.timestamp(), headers);
    }
  }
}

package io.millrace.topology;

import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hands out the tasks: every scheduled node that needs an executor becomes a message on that
 * executor's topic.
 *
 * <p>Delivery is at least once, for the sake of latency: a transaction would hold every task back
 * until it commits. A task that goes out twice has the same attempt and the same idempotency key,
 * and the engine counts the first result only.
 */
public final class DispatchTopology {

  private DispatchTopology() {}

  /**
   * Builds the topology.
   *
   * @param prefix what the names of all topics start with
   * @param taskTopics makes sure that an executor's topic is there before the first task goes to it
   */
  public static Topology build(String prefix, TaskTopics taskTopics) {
    StreamsBuilder builder = new StreamsBuilder();
    TransitionsFor.stream(builder, prefix, Audience.DISPATCH)
        .process(() -> new TasksOf(taskTopics), Named.as("tasks-of-transition"))
        .to(
            new TopicOfExecutor(prefix),
            Produced.with(Serdes.String(), Topics.tasks("any").values()).withName("tasks"));
    return builder.build();
  }

  /** A record rather than a lambda, so that the topology's description says what it is. */
  private record TopicOfExecutor(String prefix) implements TopicNameExtractor<String, Task> {
    @Override
    public String extract(String key, Task task, RecordContext context) {
      return Topics.tasks(task.executor()).name(prefix);
    }
  }

  private static final class TasksOf implements Processor<String, Transition, String, Task> {

    private final TaskTopics taskTopics;
    private ProcessorContext<String, Task> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    TasksOf(TaskTopics taskTopics) {
      this.taskTopics = taskTopics;
    }

    @Override
    public void init(ProcessorContext<String, Task> context) {
      this.context = context;
    }

    @Override
    public void process(Record<String, Transition> record) {
      Transition transition = record.value();
      for (Event event : transition.events()) {
        if (event instanceof NodeScheduled node && node.executor() != null && !node.internal()) {
          taskTopics.ensure(node.executor());
          context.forward(message(record, task(transition, node, node.executor())));
        }
      }
    }

    private static Record<String, Task> message(Record<String, Transition> cause, Task task) {
      RecordHeaders headers = new RecordHeaders();
      CloudEvents.write(
          CloudEvents.headers(
              task.idempotencyKey(),
              Task.TYPE,
              "millrace/dispatch",
              Instant.ofEpochMilli(cause.timestamp()),
              CloudEvents.read(cause.headers(), CloudEvents.TRACE_PARENT)),
          headers);
      return new Record<>(task.instanceId().toString(), task, cause.timestamp(), headers);
    }

    private static Task task(Transition transition, NodeScheduled node, String executor) {
      String version = transition.instance().version();
      return new Task(
          transition.instanceId(),
          node.nodeNo(),
          node.nodeId(),
          node.attempt(),
          executor,
          node.config() == null ? NullNode.getInstance() : node.config(),
          node.secrets(),
          transition.instance().workflow(),
          version == null ? "" : version,
          node.dueAt(),
          transition.instanceId().partition(),
          transition.instanceId() + "/" + node.nodeNo() + "/" + node.attempt(),
          node.strategy());
    }
  }
}

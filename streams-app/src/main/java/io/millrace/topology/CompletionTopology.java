package io.millrace.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceCancelled;
import io.millrace.contract.event.InstanceCompleted;
import io.millrace.contract.event.InstanceFailed;
import io.millrace.contract.event.InstanceTimedOut;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Transition;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tells the world how instances end, and which starts were rejected.
 *
 * <p>Exactly once: downstream systems act on completions, so the topology runs with {@code
 * exactly_once_v2}; input positions and completions commit in one Kafka transaction. It has no
 * state.
 */
final class CompletionTopology {

  private CompletionTopology() {}

  /**
   * Adds the topology.
   *
   * @param transitions at least those that end an instance
   * @param prefix what the names of all topics start with
   */
  static void addTo(KStream<String, Transition> transitions, String prefix) {
    transitions
        .process(CompletionsOf::new, Named.as("completions-of-transition"))
        .to(
            Topics.COMPLETIONS.name(prefix),
            Produced.with(Topics.COMPLETIONS.keys(), Topics.COMPLETIONS.values())
                .withName("completions"));
  }

  /** What a transition tells the world; empty if it ended nothing. */
  static List<Completion> completions(Transition transition) {
    return transition.events().stream()
        .map(event -> completion(transition, event))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private static @Nullable Completion completion(Transition transition, Event event) {
    return switch (event) {
      case InstanceCompleted e ->
          of(
              transition,
              CompletionType.COMPLETED,
              InstanceStatus.COMPLETED.code(),
              e.output(),
              null);
      case InstanceFailed e ->
          of(transition, CompletionType.FAILED, InstanceStatus.FAILED.code(), null, e.error());
      case InstanceTimedOut e ->
          of(transition, CompletionType.TIMED_OUT, InstanceStatus.TIMEOUT.code(), null, e.error());
      case InstanceCancelled e ->
          of(
              transition,
              CompletionType.CANCELLED,
              InstanceStatus.CANCELLED.code(),
              null,
              ErrorInfo.permanent("cancelled", e.reason() == null ? "cancelled" : e.reason()));
      case StartRejected e ->
          of(transition, CompletionType.START_REJECTED, "rejected", null, e.error());
      default -> null;
    };
  }

  private static Completion of(
      Transition transition,
      CompletionType type,
      String status,
      @Nullable JsonNode output,
      @Nullable ErrorInfo error) {
    InstanceHeader instance = transition.instance();
    return new Completion(
        type,
        transition.instanceId(),
        instance.workflow(),
        instance.version(),
        status,
        instance.externalId(),
        instance.businessKey(),
        output,
        error,
        instance.startedAt(),
        transition.at(),
        transition.sequence());
  }

  private static final class CompletionsOf
      implements Processor<String, Transition, String, Completion> {

    private ProcessorContext<String, Completion> context;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
    CompletionsOf() {}

    @Override
    public void init(ProcessorContext<String, Completion> context) {
      this.context = context;
    }

    @Override
    public void process(Record<String, Transition> record) {
      for (Completion completion : completions(record.value())) {
        context.forward(message(record, completion));
      }
    }

    private static Record<String, Completion> message(
        Record<String, Transition> cause, Completion completion) {
      RecordHeaders headers = new RecordHeaders();
      CloudEvents.write(
          CloudEvents.headers(
              completion.instanceId() + "/" + completion.sequence(),
              completion.type().code(),
              "millrace/completions",
              completion.completedAt(),
              CloudEvents.read(cause.headers(), CloudEvents.TRACE_PARENT)),
          headers);
      String key =
          completion.businessKey() == null
              ? completion.instanceId().toString()
              : completion.businessKey();
      return new Record<>(key, completion, cause.timestamp(), headers);
    }
  }
}

package io.millrace.intake;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Topics;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Cause;
import io.millrace.contract.message.InstanceHeader;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.state.InstanceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a batch is going to write, while it is being decided. */
final class Draft {

  private static final class Change {
    final @Nullable InstanceState before;
    InstanceState after;
    final SortedSet<NodeNo> touched = new TreeSet<>();

    Change(@Nullable InstanceState before, InstanceState after) {
      this.before = before;
      this.after = after;
    }
  }

  private final String engineId;
  private final Instant now;
  private final LogLevel logLevel;
  private final Map<InstanceId, Change> changes = new HashMap<>();
  private final List<OutboxRow> outbox = new ArrayList<>();
  private final List<LogEntry> logs = new ArrayList<>();
  private int transitions;
  private int deadLetters;

  Draft(String engineId, Instant now, LogLevel logLevel) {
    this.engineId = engineId;
    this.now = now;
    this.logLevel = logLevel;
  }

  /** The instance as this batch has left it so far, or null if the batch has not changed it. */
  @Nullable InstanceState current(InstanceId id) {
    Change change = changes.get(id);
    return change == null ? null : change.after;
  }

  /**
   * Takes a decision: seals its events and notes the rows that they touch.
   *
   * @param before the instance before it, or null if it begins with it
   * @param decided the instance after its events
   */
  void accept(
      @Nullable InstanceState before,
      InstanceState decided,
      List<Event> events,
      Cause cause,
      @Nullable String trace) {
    long sequence = decided.position().sequence() + 1;
    String hash =
        publish(
            new Transition(
                decided.id(),
                sequence,
                decided.position().hash(),
                now,
                cause,
                engineId,
                decided.header(),
                events,
                null),
            Audiences.of(decided, events),
            trace);
    Change change = changes.computeIfAbsent(decided.id(), id -> new Change(before, decided));
    change.touched.addAll(decided.nodes().touched());
    change.after = decided.sealed(sequence, hash);
    for (Event event : events) {
      LogEntry entry = LogEntries.of(decided, sequence, event);
      if (entry != null && entry.level().reaches(logLevel)) {
        logs.add(entry);
      }
    }
  }

  /** Tells that there will be no instance of that id; its start event becomes a dead letter. */
  void reject(Input.StartInput input, StartRejected event, @Nullable String trace) {
    Start start = input.start();
    InstanceHeader header =
        new InstanceHeader(
            start.workflow(),
            start.version(),
            start.externalId(),
            start.businessKey(),
            null,
            start.parent());
    publish(
        new Transition(
            input.instanceId(),
            1,
            Transition.NO_HASH,
            now,
            new Cause(Start.TYPE, input.work().place()),
            engineId,
            header,
            List.of(event),
            null),
        Audiences.ofRejection(start),
        trace);
    deadLetter(
        input.work(), new DeadLetter.Reason(event.error().code(), "", event.error().message()));
    if (LogLevel.WARN.reaches(logLevel)) {
      logs.add(LogEntries.rejected(input.instanceId(), event));
    }
  }

  void deadLetter(Work.Received work, DeadLetter.Reason reason) {
    deadLetters++;
    outbox.add(DeadLetter.of(work, reason));
  }

  private String publish(Transition transition, Set<Audience> audience, @Nullable String trace) {
    transitions++;
    TransitionCodec.Sealed sealed = TransitionCodec.seal(transition);
    InstanceId id = transition.instanceId();
    Map<String, String> headers =
        CloudEvents.headers(
            id + "-" + transition.sequence(), Transition.TYPE, "/millrace/" + engineId, now, trace);
    headers.put(Audience.HEADER, Audience.text(audience));
    outbox.add(
        new OutboxRow(
            Topics.TRANSITIONS.suffix(),
            id.toString(),
            Transition.TYPE,
            sealed.bytes(),
            id.partition(),
            transition.sequence(),
            Json.text(headers)));
    return sealed.hash();
  }

  /** What became of the instances, ordered by id. */
  List<InstanceChange> instances() {
    return changes.values().stream()
        .map(change -> new InstanceChange(change.before, change.after, change.touched))
        .sorted(Comparator.comparing(InstanceChange::id))
        .toList();
  }

  List<OutboxRow> outbox() {
    return outbox;
  }

  List<LogEntry> logs() {
    return logs;
  }

  int transitions() {
    return transitions;
  }

  int deadLetters() {
    return deadLetters;
  }
}

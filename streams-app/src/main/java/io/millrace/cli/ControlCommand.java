package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.Controls;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Json;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands that ask something of instances have in common: they wait for the answer. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
abstract class ControlCommand extends ClientCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  @Nullable String reason;

  /** The instances to ask. */
  abstract List<Long> ids();

  /** What to ask of one of them. */
  abstract Control control(InstanceId id, String by);

  /** Whether the instance is as the control would have it, such that there is nothing to ask. */
  boolean alreadySo(InstanceQueries.Head instance) {
    return false;
  }

  /** What happened to it, in the past tense. */
  abstract String done();

  @Override
  final void check() {
    ids().forEach(id -> checked(instance(id)));
  }

  @Override
  final int run(Session session) {
    Controls controls = new Controls(session.log(), session.prefix(), session.clock());
    int exit = OK;
    for (long id : ids()) {
      exit = Math.max(exit, ask(session, controls, instance(id)));
    }
    return exit;
  }

  static InstanceId instance(long id) {
    try {
      return new InstanceId(id);
    } catch (IllegalArgumentException e) {
      throw new UsageError("ID " + e.getMessage());
    }
  }

  private int ask(Session session, Controls controls, InstanceId id) {
    Control control = checked(id);
    Optional<InstanceQueries.Head> before =
        session.find(id, () -> InstanceQueries.head(session.runner(), id));
    if (before.isEmpty()) {
      return refused(
          id,
          "unknown-instance",
          "there is no instance %s; `millrace list` shows which there are".formatted(id));
    }
    if (alreadySo(before.get())) {
      report(id, done(), null, null);
      return OK;
    }
    Optional<Transition> answer = controls.send(control, PATIENCE);
    if (answer.isEmpty()) {
      return refused(
          id,
          "no-answer",
          "no engine answered for instance %s within %d s; the control stays in the topic and is acted upon when one comes back"
              .formatted(id, PATIENCE.toSeconds()));
    }
    Optional<ControlRefused> refusal = Controls.refusal(answer.get());
    if (refusal.isPresent()) {
      return refused(id, refusal.get().code(), refusal.get().reason());
    }
    report(id, done(), null, null);
    return OK;
  }

  private Control checked(InstanceId id) {
    try {
      return control(id, "cli:" + System.getProperty("user.name", "unknown"));
    } catch (InvalidField e) {
      throw new UsageError(e);
    }
  }

  private int refused(InstanceId id, String code, String why) {
    report(id, "refused", code, why);
    return FAILED;
  }

  private void report(InstanceId id, String outcome, @Nullable String code, @Nullable String why) {
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("id", id.value());
      result.put("outcome", outcome);
      if (code != null) {
        result.putObject("error").put("code", code).put("message", why);
      }
      print(result);
    } else if (code == null) {
      out().println(id + " " + outcome);
    } else {
      complain(id + " refused: " + why);
    }
  }
}

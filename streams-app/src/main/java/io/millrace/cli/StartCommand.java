package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Json;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.Start;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "start",
    description = "Start an instance of a workflow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  millrace start order --input '{\"orderId\": 7}' --wait",
      "  millrace start order --input @order.json --external-id web-7 --json",
      "",
      "Without --wait the command ends when the start event is durable in Kafka; the id that it"
          + " prints is the instance's. With --wait the exit code is 0 if the instance completes,"
          + " else 1. A second start with the same external id is about the first instance."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class StartCommand extends ClientCommand {

  private static final int DEFAULT_WAIT = 60;
  private static final String ACCEPTED = "accepted";

  /** How long to wait for the engine to say whether an external id is taken. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  @Parameters(paramLabel = "NAME", description = "The workflow.")
  String workflow;

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "An exact version; else the active one.")
  @Nullable String version;

  @Option(
      names = "--input",
      paramLabel = "JSON|@FILE",
      description = "The inputs: a JSON object, or a file that holds one.")
  @Nullable String input;

  @Option(
      names = "--external-id",
      paramLabel = "X",
      description = "Your own id of this run: a second start with it is answered with the first.")
  @Nullable String externalId;

  @Option(names = "--business-key", paramLabel = "X", description = "What the run is about.")
  @Nullable String businessKey;

  @Option(
      names = "--priority",
      paramLabel = "N",
      description = "0 to 100, higher first; else the definition's.")
  @Nullable Integer priority;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "" + DEFAULT_WAIT,
      description = "Wait for the end (default: " + DEFAULT_WAIT + " seconds).")
  @Nullable Integer wait;

  /** What there is to tell of the instance. */
  private record Outcome(
      InstanceId id, String status, @Nullable JsonNode output, @Nullable ErrorInfo error) {

    static Outcome of(Completion completion) {
      return new Outcome(
          completion.instanceId(), completion.status(), completion.output(), completion.error());
    }

    static Outcome of(InstanceState state) {
      return new Outcome(state.id(), state.status().code(), state.output(), state.error());
    }

    boolean completed() {
      return status.equals(InstanceStatus.COMPLETED.code());
    }
  }

  @Override
  void check() {
    message();
    if (wait != null && wait < 1) {
      throw new UsageError("--wait must be 1 or more seconds, was " + wait);
    }
  }

  @Override
  int run(Session session) {
    Starts starts = new Starts(session.log(), session.runner(), session.prefix(), session.clock());
    if (wait == null) {
      return send(starts);
    }
    try (KafkaLog.Tail completions = starts.completions()) {
      long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
      Starts.Answer answer = answer(starts);
      if (answer.repeated()) {
        InstanceState first = state(session, answer.id());
        if (first != null && first.status().ended()) {
          return report(Outcome.of(first));
        }
      }
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<Completion> completion = starts.await(completions, answer.id(), left);
      return completion.isPresent()
          ? report(Outcome.of(completion.get()))
          : late(state(session, answer.id()), answer.id());
    }
  }

  private int send(Starts starts) {
    Starts.Answer answer = answer(starts);
    StartRejected rejection = answer.rejection();
    if (rejection == null || answer.repeated()) {
      print(new Outcome(answer.id(), ACCEPTED, null, null));
      return OK;
    }
    return report(new Outcome(answer.id(), "rejected", null, rejection.error()));
  }

  /** Only an externalId can make another instance than the new one the answer. */
  private Starts.Answer answer(Starts starts) {
    Start start = message();
    return start.externalId() == null
        ? new Starts.Answer(starts.start(start), null)
        : starts.startAndLook(start, LOOK);
  }

  private int late(@Nullable InstanceState state, InstanceId id) {
    print(new Outcome(id, state == null ? ACCEPTED : state.status().code(), null, null));
    complain(
        state == null
            ? "instance %s has not begun after %d s; is an engine running?".formatted(id, wait)
            : "instance %s has not ended after %d s; it goes on".formatted(id, wait));
    return FAILED;
  }

  private static @Nullable InstanceState state(Session session, InstanceId id) {
    return new JdbcInstanceStore(session.runner()).load(List.of(id)).get(id);
  }

  private Start message() {
    try {
      return new Start(
          workflow,
          version,
          externalId,
          businessKey,
          null,
          priority,
          JsonArgument.object("--input", input),
          null,
          "cli:" + System.getProperty("user.name", "unknown"),
          null,
          null);
    } catch (InvalidField e) {
      throw new UsageError(e);
    }
  }

  private int report(Outcome outcome) {
    print(outcome);
    return outcome.completed() ? OK : FAILED;
  }

  private void print(Outcome outcome) {
    JsonNode output = outcome.output() == null ? NullNode.getInstance() : outcome.output();
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("id", outcome.id().value());
      result.put("status", outcome.status());
      if (outcome.completed()) {
        result.set("output", output);
      } else if (outcome.error() != null) {
        result.set("error", Json.tree(outcome.error()));
      }
      print(result);
      return;
    }
    out().println(outcome.id() + " " + outcome.status());
    if (outcome.completed()) {
      out().println(Json.pretty(output));
    } else if (outcome.error() != null) {
      complain(outcome.error().code() + ": " + outcome.error().message());
    }
  }
}

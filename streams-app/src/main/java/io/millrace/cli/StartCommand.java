package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.KafkaLog;
import io.millrace.client.Starts;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Json;
import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import io.millrace.contract.message.Start;
import java.time.Duration;
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
      "Without --wait the command ends when the start event is durable in Kafka; the id that it",
      "prints is the instance's. With --wait the exit code is 0 if the instance completes, else 1."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class StartCommand extends ClientCommand {

  private static final int DEFAULT_WAIT = 60;

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

  @Override
  int run(Session session) {
    Starts starts = new Starts(session.log(), session.runner(), session.prefix(), session.clock());
    Start start = message();
    if (wait == null) {
      return report(starts.start(start), "accepted", null);
    }
    if (wait < 1) {
      throw new UsageError("--wait must be 1 or more seconds, was " + wait);
    }
    try (KafkaLog.Tail completions = starts.completions()) {
      InstanceId id = starts.start(start);
      Optional<Completion> completion = starts.await(completions, id, Duration.ofSeconds(wait));
      if (completion.isEmpty()) {
        report(id, "running", null);
        complain("instance %s has not ended after %d s; it goes on".formatted(id, wait));
        return FAILED;
      }
      return report(id, completion.get().status(), completion.get());
    }
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
      throw new UsageError(e.field() + " " + e.rule());
    }
  }

  private int report(InstanceId id, String status, @Nullable Completion completion) {
    if (json) {
      ObjectNode result = Json.mapper().createObjectNode();
      result.put("id", id.value());
      result.put("status", status);
      if (completion != null && completion.type() == CompletionType.COMPLETED) {
        result.set("output", output(completion));
      } else if (completion != null && completion.error() != null) {
        result.set("error", Json.tree(completion.error()));
      }
      print(result);
    } else {
      out().println(id + " " + status);
      if (completion != null && completion.type() == CompletionType.COMPLETED) {
        out().println(Json.pretty(output(completion)));
      } else if (completion != null && completion.error() != null) {
        complain(completion.error().code() + ": " + completion.error().message());
      }
    }
    boolean failed = completion != null && completion.type() != CompletionType.COMPLETED;
    return failed ? FAILED : OK;
  }

  private static JsonNode output(Completion completion) {
    return completion.output() == null ? Json.mapper().nullNode() : completion.output();
  }
}

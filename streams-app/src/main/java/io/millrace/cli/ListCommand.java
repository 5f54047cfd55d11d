package io.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InstanceStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List instances, the newest first.",
    footerHeading = "%nExample:%n",
    footer = "  millrace list --status failed --workflow order --limit 20")
final class ListCommand extends ClientCommand {

  private static final int MOST = 10_000;

  @Option(
      names = "--status",
      paramLabel = "S",
      description = "Only pending, running, paused, completed, failed, cancelled or timeout.")
  @Nullable String status;

  @Option(names = "--workflow", paramLabel = "W", description = "Only of this workflow.")
  @Nullable String workflow;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  int limit;

  @Override
  void check() {
    checkStatus();
    if (limit < 1 || limit > MOST) {
      throw new UsageError("--limit must be from 1 to " + MOST + ", was " + limit);
    }
  }

  @Override
  int run(Session session) {
    List<ObjectNode> lines = InstanceQueries.list(session.runner(), status, workflow, limit);
    if (json) {
      print(lines);
      return OK;
    }
    if (lines.isEmpty()) {
      out().println("no instances");
    }
    for (ObjectNode line : lines) {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%-16s %-9s %-24s %-8s %s%s",
                  line.path("id").asText(),
                  line.path("status").asText(),
                  line.path("workflow").asText(),
                  line.path("version").asText(),
                  line.path("createdAt").asText(),
                  line.has("error") ? "  " + line.path("error").asText() : ""));
    }
    return OK;
  }

  private void checkStatus() {
    List<String> known = Arrays.stream(InstanceStatus.values()).map(InstanceStatus::code).toList();
    if (status != null && !known.contains(status)) {
      throw new UsageError(
          "--status must be one of " + String.join(", ", known) + ", was '" + status + "'");
    }
  }
}

package io.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An {@link InstanceDocument} as text for a terminal. */
public final class InstanceTree {

  private static final int WIDTH = 100;

  private InstanceTree() {}

  /** The header and the tree of nodes, line by line. */
  public static List<String> lines(JsonNode instance) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s  %s  %s"
            .formatted(
                instance.path("workflow").asText(),
                instance.path("version").asText(),
                instance.path("id").asText(),
                instance.path("status").asText().toUpperCase(Locale.ROOT)));
    header(lines, instance, "externalId", "external id");
    header(lines, instance, "businessKey", "business key");
    header(lines, instance, "startedAt", "started");
    header(lines, instance, "completedAt", "completed");
    header(lines, instance, "input", "input");
    header(lines, instance, "output", "output");
    if (instance.hasNonNull("error")) {
      lines.add("  error         " + error(instance.path("error")));
    }
    nodes(lines, instance.path("nodes"), "");
    return lines;
  }

  /** One node on one line, without its children. */
  public static String line(JsonNode node) {
    StringBuilder line = new StringBuilder(mark(node.path("status").asText())).append(' ');
    line.append(node.path("id").asText());
    if (node.has("iteration")) {
      line.append('[').append(node.path("iteration").asInt()).append("] #");
      line.append(node.path("nodeNo").asInt());
    }
    if (node.hasNonNull("executor")) {
      line.append(" (").append(node.path("executor").asText()).append(')');
    }
    line.append("  ").append(node.path("status").asText());
    if (node.path("attempts").asInt() > 1) {
      line.append(", attempt ").append(node.path("attempts").asInt());
    }
    if (node.hasNonNull("startedAt")) {
      line.append(", ").append(timeOfDay(node.path("startedAt").asText()));
    }
    if (node.hasNonNull("durationMs")) {
      line.append(" + ").append(node.path("durationMs").asLong()).append(" ms");
    }
    if (node.hasNonNull("error")) {
      line.append("  ").append(error(node.path("error")));
    } else if (node.hasNonNull("output")) {
      line.append("  ").append(shortened(node.path("output").toString()));
    }
    return line.toString();
  }

  private static void header(List<String> lines, JsonNode instance, String field, String label) {
    if (instance.hasNonNull(field)) {
      JsonNode value = instance.path(field);
      String text = value.isValueNode() ? value.asText() : value.toString();
      lines.add(String.format(Locale.ROOT, "  %-13s %s", label, shortened(text)));
    }
  }

  private static void nodes(List<String> lines, JsonNode nodes, String indent) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      lines.add(indent + (last ? "└─ " : "├─ ") + line(nodes.get(i)));
      nodes(lines, nodes.get(i).path("children"), indent + (last ? "   " : "│  "));
    }
  }

  private static String error(JsonNode error) {
    return shortened(error.path("code").asText() + ": " + error.path("message").asText());
  }

  private static String timeOfDay(String instant) {
    return instant.replaceFirst("^.*T", "");
  }

  private static String mark(String status) {
    return switch (status) {
      case "completed" -> "✔";
      case "failed", "timeout" -> "✘";
      case "skipped", "cancelled" -> "–";
      case "running", "scheduled" -> "▶";
      default -> "…";
    };
  }

  private static String shortened(String text) {
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
  }
}

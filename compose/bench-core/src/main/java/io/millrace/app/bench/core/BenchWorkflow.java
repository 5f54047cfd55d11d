package io.millrace.app.bench.core;

import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.Loaded;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workflows that are measured; none of their tasks does anything. */
public enum BenchWorkflow {
  /** One task. */
  ONE("bench-w1", task("t1", "")),
  /** Five tasks in a row. */
  FIVE(
      "bench-w5",
      IntStream.rangeClosed(1, 5)
          .mapToObj(i -> task("t" + i, i == 1 ? "" : "\"dependsOn\": [\"t%d\"],".formatted(i - 1)))
          .collect(Collectors.joining(","))),
  /** Ten tasks side by side, and their join. */
  FAN(
      "bench-f10",
      "{\"id\": \"all\", \"type\": \"parallel\", \"branches\": ["
          + IntStream.rangeClosed(1, 10)
              .mapToObj(i -> "{\"id\": \"b%d\", \"nodes\": [%s]}".formatted(i, task("t" + i, "")))
              .collect(Collectors.joining(","))
          + "]}"),
  /** A task for each of {@code input.items}, a hundred of them at a time. */
  LOOP(
      "bench-loop",
      "{\"id\": \"each\", \"type\": \"loop\", \"loopType\": \"forEach\","
          + " \"sourceExpression\": \"input.items\", \"parallel\": true, \"maxConcurrency\": 100,"
          + " \"nodes\": ["
          + task("item", "")
          + "]}"),
  /** A node that waits for a signal, which nobody sends. */
  PARKED(
      "bench-parked",
      "{\"id\": \"parked\", \"type\": \"task\", \"executor\": \"signal\","
          + " \"config\": {\"name\": \"go\"}}");

  /** What the names of all begin with. */
  public static final String PREFIX = "bench-";

  private final String workflow;
  private final String nodes;

  BenchWorkflow(String workflow, String nodes) {
    this.workflow = workflow;
    this.nodes = nodes;
  }

  private static String task(String id, String more) {
    return "{\"id\": \"%s\", \"type\": \"task\", %s \"executor\": \"noop\", \"config\": {}}"
        .formatted(id, more);
  }

  /** Its name, as starts and completions have it. */
  public String workflow() {
    return workflow;
  }

  /** Its definition, ready to deploy; outputs are left out, so that no bytes of them are moved. */
  public Loaded load() {
    String text =
        "{\"id\": \"%s\", \"version\": \"1.0.0\", \"outputs\": {}, \"nodes\": [%s]}"
            .formatted(workflow, nodes);
    return new DefinitionLoader().load(text.getBytes(StandardCharsets.UTF_8));
  }
}

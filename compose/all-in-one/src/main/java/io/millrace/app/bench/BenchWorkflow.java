package io.millrace.app.bench;

import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.Loaded;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workflows that are measured; none of their tasks does anything. */
enum BenchWorkflow {
  ONE("bench-w1", task("t1", "")),
  FIVE(
      "bench-w5",
      IntStream.rangeClosed(1, 5)
          .mapToObj(i -> task("t" + i, i == 1 ? "" : "\"dependsOn\": [\"t%d\"],".formatted(i - 1)))
          .collect(Collectors.joining(","))),
  FAN(
      "bench-f10",
      "{\"id\": \"all\", \"type\": \"parallel\", \"branches\": ["
          + IntStream.rangeClosed(1, 10)
              .mapToObj(i -> "{\"id\": \"b%d\", \"nodes\": [%s]}".formatted(i, task("t" + i, "")))
              .collect(Collectors.joining(","))
          + "]}"),
  LOOP(
      "bench-loop",
      "{\"id\": \"each\", \"type\": \"loop\", \"loopType\": \"forEach\","
          + " \"sourceExpression\": \"input.items\", \"parallel\": true, \"maxConcurrency\": 100,"
          + " \"nodes\": ["
          + task("item", "")
          + "]}");

  /** What the names of all begin with. */
  static final String PREFIX = "bench-";

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
  String workflow() {
    return workflow;
  }

  /** Its definition, ready to deploy; outputs are left out, so that no bytes of them are moved. */
  Loaded load() {
    String text =
        "{\"id\": \"%s\", \"version\": \"1.0.0\", \"outputs\": {}, \"nodes\": [%s]}"
            .formatted(workflow, nodes);
    return new DefinitionLoader().load(text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.millrace.endtoend;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The workflows that the tests run, and what must be left of each in MySQL. */
enum Kind {
  /** One task. */
  ONE(
      """
      {"id": "one", "version": "1.0.0", "nodes": [
        {"id": "only", "type": "task", "executor": "echo", "config": {"n": "${input.n}"}}]}
      """,
      task("only")),

  /** Five tasks of which a condition skips one. */
  FIVE(
      """
      {"id": "five", "version": "1.0.0", "nodes": [
        {"id": "check", "type": "task", "executor": "echo", "config": {"even": "${input.n % 2 == 0}"}},
        {"id": "reserve", "type": "task", "executor": "noop", "dependsOn": ["check"]},
        {"id": "decide", "type": "condition", "dependsOn": ["check"],
         "condition": "nodes.check.output.even",
         "branches": {
           "true": [{"id": "left", "type": "task", "executor": "sleep", "config": {"ms": 20}}],
           "false": [{"id": "right", "type": "task", "executor": "echo", "config": {}}]}},
        {"id": "notify", "type": "task", "executor": "echo", "dependsOn": ["reserve", "decide"],
         "config": {"n": "${input.n}"}}]}
      """,
      task("check"),
      task("reserve"),
      new Node("decide", 1, -1),
      new Node("left", 1, 0),
      new Node("right", 1, 1),
      task("notify")),

  /** A task that fails once. */
  RETRY(
      """
      {"id": "retry", "version": "1.0.0", "nodes": [
        {"id": "shaky", "type": "task", "executor": "fail", "config": {"times": 1},
         "errorHandling": {"strategy": "retry", "maxRetries": 3, "retryDelay": 300,
                           "backoffStrategy": "fixed"}},
        {"id": "after", "type": "task", "executor": "noop", "dependsOn": ["shaky"]}]}
      """,
      new Node("shaky", 2, -1),
      task("after")),

  /** A task that takes so long that its worker reports it as started. */
  LONG(
      """
      {"id": "long", "version": "1.0.0", "nodes": [
        {"id": "slow", "type": "task", "executor": "sleep", "config": {"ms": 2000}},
        {"id": "after", "type": "task", "executor": "echo", "dependsOn": ["slow"],
         "config": {"n": "${input.n}"}}]}
      """,
      task("slow"),
      task("after")),

  /** Tasks for certain workers: one of eight keys, the one that ran that, one by its name. */
  PLACED(
      """
      {"id": "placed", "version": "1.0.0", "nodes": [
        {"id": "by-key", "type": "task", "executor": "sleep",
         "config": {"ms": "${input.n < 32 ? 50 : 1500}"},
         "distributed": {"customHashKey": "${input.n % 8}"}},
        {"id": "same", "type": "task", "executor": "echo", "dependsOn": ["by-key"],
         "distributed": {"strategy": "affinity"}},
        {"id": "by-name", "type": "task", "executor": "echo", "dependsOn": ["by-key"],
         "distributed": {"preferredEngine": "worker-2"}}]}
      """,
      task("by-key"), task("same"), task("by-name")),

  /** Tasks that need what no worker of the cluster offers. */
  ABLE(
      """
      {"id": "able", "version": "1.0.0",
       "config": {"distributed": {"requiredCapabilities": ["gpu"]}},
       "nodes": [
        {"id": "pulled", "type": "task", "executor": "echo"},
        {"id": "chosen", "type": "task", "executor": "echo", "dependsOn": ["pulled"],
         "distributed": {"strategy": "load-balanced"}}]}
      """,
      task("pulled"),
      task("chosen"));

  private final String definition;

  @SuppressWarnings("ImmutableEnumChecker") // The list is a copy that nothing can change.
  private final List<Node> nodes;

  /**
   * What is left of a node.
   *
   * @param id its id
   * @param attempts how many times it was sent to a worker
   * @param parity 0 if it runs for even inputs only, 1 for odd ones, -1 for all
   */
  private record Node(String id, int attempts, int parity) {

    boolean runs(int n) {
      return parity < 0 || n % 2 == parity;
    }
  }

  Kind(String definition, Node... nodes) {
    this.definition = definition;
    this.nodes = List.of(nodes);
  }

  private static Node task(String id) {
    return new Node(id, 1, -1);
  }

  String workflow() {
    return name().toLowerCase(Locale.ROOT);
  }

  String definition() {
    return definition;
  }

  ObjectNode input(int n) {
    return JsonNodeFactory.instance.objectNode().put("n", n);
  }

  /** The rows of the nodes: id, status, attempt. */
  List<String> nodes(int n) {
    return nodes.stream()
        .map(
            node ->
                "%s %s %d"
                    .formatted(
                        node.id(),
                        node.runs(n) ? "completed" : "skipped",
                        node.runs(n) ? node.attempts() : 0))
        .toList();
  }

  /** The steps that are logged, with the node that made them. */
  List<String> steps(int n) {
    List<String> steps = new ArrayList<>(List.of("Started", "Completed"));
    for (Node node : nodes) {
      if (node.runs(n)) {
        IntStream.rangeClosed(1, node.attempts())
            .forEach(attempt -> steps.add(node.id() + " Scheduled, attempt " + attempt));
        steps.add(node.id() + " Completed");
      }
    }
    return steps;
  }
}

package io.millrace.app;

/** Definitions that the tests deploy. */
final class Workflows {

  /** One task that returns its input. */
  static final String ONE =
      """
      {"id": "one", "version": "1.0.0", "inputs": {"n": {"type": "number", "required": true}},
       "outputs": {"n": {"type": "number", "value": "${nodes.a.output.n}"}},
       "nodes": [{"id": "a", "type": "task", "executor": "echo", "config": {"n": "${input.n}"}}]}
      """;

  /** A task that fails for good, after one that is undone then. */
  static final String SAGA =
      """
      {"id": "saga", "version": "1.0.0", "nodes": [
        {"id": "book", "type": "task", "executor": "echo", "config": {"seat": 7},
         "compensate": {"executor": "echo", "config": {"freed": "${nodes.book.output.seat}"}}},
        {"id": "pay", "type": "task", "dependsOn": ["book"], "executor": "fail",
         "config": {"times": -1, "code": "card-declined", "message": "the card was declined", "retryable": false},
         "errorHandling": {"strategy": "compensate", "maxRetries": 0}}]}
      """;

  /** A loop, a parallel and a condition. */
  static final String SHAPES =
      """
      {"id": "shapes", "version": "1.0.0", "nodes": [
        {"id": "each", "type": "loop", "loopType": "forEach", "sourceExpression": "input.items",
         "nodes": [{"id": "item", "type": "task", "executor": "echo", "config": {"item": "${$item}"}}]},
        {"id": "both", "type": "parallel", "dependsOn": ["each"], "branches": [
          {"id": "left", "nodes": [{"id": "l", "type": "task", "executor": "echo", "config": {"side": "left"}}]},
          {"id": "right", "nodes": [{"id": "r", "type": "task", "executor": "echo", "config": {"side": "right"}}]}]},
        {"id": "choose", "type": "condition", "dependsOn": ["both"], "condition": "input.items.length > 1",
         "branches": {
           "true": [{"id": "many", "type": "task", "executor": "noop", "config": {}}],
           "false": [{"id": "few", "type": "task", "executor": "noop", "config": {}}]}}]}
      """;

  /** Waits for a signal between two tasks. */
  static final String APPROVAL =
      """
      {"id": "approval", "version": "1.0.0", "nodes": [
        {"id": "prepare", "type": "task", "executor": "echo", "config": {"sum": 12}},
        {"id": "approve", "type": "task", "executor": "signal", "dependsOn": ["prepare"], "config": {"name": "approved"}},
        {"id": "book", "type": "task", "executor": "echo", "dependsOn": ["approve"],
         "config": {"by": "${nodes.approve.output.by ?? 'nobody'}"}}]}
      """;

  /** Two iterations that wait side by side. */
  static final String VOTES =
      """
      {"id": "votes", "version": "1.0.0", "nodes": [
        {"id": "all", "type": "loop", "loopType": "times", "count": 2, "parallel": true, "nodes": [
          {"id": "vote", "type": "task", "executor": "signal", "config": {"name": "vote-${$index}"}}]}]}
      """;

  /** Fails twice: the first retry of the instance helps. */
  static final String FLAKY =
      """
      {"id": "flaky", "version": "1.0.0", "nodes": [
        {"id": "call", "type": "task", "executor": "fail",
         "config": {"times": 1, "code": "busy", "message": "the gateway is busy", "retryable": true},
         "errorHandling": {"strategy": "retry", "maxRetries": 0}}]}
      """;

  private Workflows() {}

  /** A definition under another version. */
  static String version(String definition, String version) {
    return definition.replace("\"version\": \"1.0.0\"", "\"version\": \"" + version + "\"");
  }
}

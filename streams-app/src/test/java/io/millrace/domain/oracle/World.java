package io.millrace.domain.oracle;

import io.millrace.definition.WorkflowDefinition;
import java.util.HashMap;
import java.util.Map;

/** What all instances of one case share. */
final class World {

  final Clock clock;
  final Script script;
  final Map<String, WorkflowDefinition> library;

  /** Every node that was reached and not forgotten, by path. */
  final Map<String, NodeRun> nodes = new HashMap<>();

  /** Whether it hung on the order of several things that a pause had held. */
  boolean hungOnPause;

  private final Map<String, Integer> attempts = new HashMap<>();

  World(Clock clock, Script script, Map<String, WorkflowDefinition> library) {
    this.clock = clock;
    this.script = script;
    this.library = library;
  }

  /** Counts an attempt; goes on counting when a node is reached anew. */
  int nextAttempt(String path) {
    return attempts.merge(path, 1, Integer::sum);
  }

  int attempts(String path) {
    return attempts.getOrDefault(path, 0);
  }
}

package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.definition.WorkflowDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs a definition to its end in virtual time. */
public final class Oracle {

  private static final Set<String> ENDED_BADLY = Set.of("failed", "cancelled", "timeout");

  private final WorkflowDefinition definition;
  private final JsonNode input;
  private final Map<String, WorkflowDefinition> library;
  private final Script script;
  private final List<Operation> operations;

  /**
   * An oracle of one case.
   *
   * @param library the workflows that subprocesses may name
   * @param script what executors do
   * @param operations what is done to the instance from outside
   */
  public Oracle(
      WorkflowDefinition definition,
      JsonNode input,
      Map<String, WorkflowDefinition> library,
      Script script,
      List<Operation> operations) {
    this.definition = definition;
    this.input = input;
    this.library = Map.copyOf(library);
    this.script = script;
    this.operations = List.copyOf(operations);
  }

  /**
   * What becomes of it.
   *
   * @param tieSeed in which order things happen that are due at the same time: 0 for first come,
   *     first served; 1 for consequences first; 2 for last come, first served; 3 for depth first;
   *     else drawn
   */
  public Outcome run(long tieSeed) {
    World world = new World(new Clock(tieSeed), script, library);
    InstanceRun run = new InstanceRun(world, "", definition, input, () -> {});
    operations.forEach(it -> world.clock.at(it.at(), () -> run.apply(it)));
    world.clock.soon(run::begin);
    world.clock.run();
    TreeMap<String, String> nodes = new TreeMap<>();
    world.nodes.values().removeIf(node -> node.status().equals("pending"));
    world.nodes.forEach((path, node) -> nodes.put(path, shown(node)));
    Failure failure = run.failure();
    return new Outcome(
        run.status(),
        ENDED_BADLY.contains(run.status()) && failure != null ? failure.code() : null,
        run.status().equals("completed") ? run.output() : null,
        world.hungOnPause,
        nodes);
  }

  /** Attempts made before a node was skipped are of no interest. */
  private static String shown(NodeRun node) {
    if (!node.isOver()) {
      return "open " + node.attempts();
    }
    return node.status().equals("skipped") ? "skipped" : node.status() + " " + node.attempts();
  }
}

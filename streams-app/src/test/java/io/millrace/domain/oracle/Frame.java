package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.definition.Block;
import io.millrace.definition.Node;
import io.millrace.definition.WaitFor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a list of nodes: the whole workflow, a branch, an iteration. */
class Frame {

  final InstanceRun run;
  final Sight sight;
  private final @Nullable Block block;
  private final Consumer<JsonNode> onDone;
  private final Consumer<Failure> onFailure;
  private final Map<String, NodeRun> nodes = new LinkedHashMap<>();
  private boolean over;

  /**
   * A run that has not begun.
   *
   * @param block its nodes; null for none
   * @param onDone takes the output of its last node when all have ended
   * @param onFailure told when one has failed and that stops it
   */
  Frame(
      InstanceRun run,
      @Nullable Block block,
      Sight sight,
      Consumer<JsonNode> onDone,
      Consumer<Failure> onFailure) {
    this.run = run;
    this.block = block;
    this.sight = sight;
    this.onDone = onDone;
    this.onFailure = onFailure;
  }

  void begin() {
    if (block == null || block.nodes().isEmpty()) {
      run.soon(this::finishIfDone);
      return;
    }
    for (Node node : block.nodes()) {
      if (node.header().dependsOn().isEmpty() || node.header().waitFor() == WaitFor.NONE) {
        reachSoon(node);
      }
    }
  }

  private void reachSoon(Node node) {
    if (!nodes.containsKey(node.id())) {
      NodeRun reached = new NodeRun(this, node);
      nodes.put(node.id(), reached);
      run.soon(
          () -> {
            if (!over) {
              reached.reach();
            }
          });
    }
  }

  /** A node has ended in a way that lets the others go on. */
  void ended() {
    run.soon(
        () -> {
          if (!over && block != null) {
            block.nodes().stream().filter(this::ready).forEach(this::reachSoon);
            finishIfDone();
          }
        });
  }

  private boolean ready(Node node) {
    return switch (node.header().waitFor()) {
      case ALL -> node.header().dependsOn().stream().allMatch(this::hasEnded);
      case ANY -> node.header().dependsOn().stream().anyMatch(this::hasEnded);
      case NONE -> true;
    };
  }

  private boolean hasEnded(String id) {
    NodeRun node = nodes.get(id);
    return node != null && node.isOver();
  }

  private void finishIfDone() {
    if (!over && (block == null || block.nodes().stream().allMatch(it -> hasEnded(it.id())))) {
      over = true;
      Node last = block == null ? null : block.last();
      NodeRun run = last == null ? null : nodes.get(last.id());
      onDone.accept(run == null ? NullNode.getInstance() : run.output());
    }
  }

  /** A node has failed and its policy is to stop. */
  void failed(Failure failure) {
    run.soon(
        () -> {
          if (!over) {
            cancel();
            onFailure.accept(failure.outside());
          }
        });
  }

  /** Nothing more of it is wanted. */
  void cancel() {
    over = true;
    nodes.values().forEach(NodeRun::cancel);
  }

  /** It never was. */
  void forget() {
    over = true;
    nodes.values().forEach(NodeRun::forget);
  }

  /** Its nodes will never run. */
  void skip() {
    over = true;
    if (block != null) {
      for (Node node : block.nodes()) {
        NodeRun skipped = new NodeRun(this, node);
        nodes.put(node.id(), skipped);
        skipped.neverRuns();
      }
    }
  }

  @Nullable NodeRun node(String id) {
    return nodes.get(id);
  }
}

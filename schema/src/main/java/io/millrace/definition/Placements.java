package io.millrace.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks a definition once and notes where each node is. */
final class Placements {

  private final Map<String, Placement> all = new LinkedHashMap<>();

  private Placements() {}

  static Map<String, Placement> of(Block block) {
    Placements placements = new Placements();
    placements.add(block, null, List.of());
    return Collections.unmodifiableMap(placements.all);
  }

  private void add(Block block, @Nullable Node container, List<String> loops) {
    for (Node node : block.nodes()) {
      all.put(node.id(), new Placement(node, block, container, loops));
      List<String> inside = node instanceof LoopNode ? append(loops, node.id()) : loops;
      node.blocks().forEach(inner -> add(inner, node, inside));
    }
  }

  private static List<String> append(List<String> loops, String id) {
    List<String> longer = new ArrayList<>(loops);
    longer.add(id);
    return longer;
  }

  static Set<String> executors(Collection<Placement> placements) {
    Set<String> executors = new TreeSet<>();
    for (Placement placement : placements) {
      if (placement.node() instanceof TaskNode task) {
        addExecutor(task.work(), executors);
      }
      Compensation compensation = placement.node().header().compensation();
      if (compensation != null) {
        addExecutor(compensation.work(), executors);
      }
    }
    return Collections.unmodifiableSet(executors);
  }

  private static void addExecutor(Work work, Set<String> executors) {
    if (work instanceof Work.Execute execute) {
      executors.add(execute.executor());
    }
  }
}

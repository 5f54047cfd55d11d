package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InvalidField;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.definition.Distribution;
import io.millrace.definition.Distribution.Strategy;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Nodes;
import io.millrace.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out what a definition asks of the worker that is to have a task. */
final class Placements {

  /** So many nodes are looked at for a worker when those that a node waits for name none. */
  private static final int LOOK_BACK = 64;

  private static final String KEY = "customHashKey";

  private Placements() {}

  /** Null where nothing is asked that the strategy alone does not say. */
  static @Nullable Placement of(Journal journal, Site site, Scope scope) {
    Distribution asked = site.node().header().distribution();
    if (asked.equals(Distribution.DEFAULTS)) {
      return null;
    }
    Placement placement =
        new Placement(
            !asked.enabled(),
            key(asked, scope, site.place().nodeId()),
            asked.capabilities(),
            engines(journal, site, asked));
    return placement.equals(Placement.ANYWHERE) ? null : placement;
  }

  private static @Nullable String key(Distribution asked, Scope scope, String nodeId) {
    if (asked.strategy() != Strategy.HASH || asked.hashKey() == null) {
      return null;
    }
    String place = KEY + " of " + nodeId;
    JsonNode value = Evaluations.value(asked.hashKey(), scope, place);
    if (value.isNull()) {
      return null;
    }
    try {
      return Fields.text(KEY, value.isValueNode() ? value.asText() : value.toString());
    } catch (InvalidField e) {
      throw EvaluationFailed.of(place, "it " + e.rule());
    }
  }

  private static List<String> engines(Journal journal, Site site, Distribution asked) {
    List<String> engines = new ArrayList<>(2);
    if (asked.preferredEngine() != null) {
      engines.add(asked.preferredEngine());
    }
    if (asked.strategy() == Strategy.AFFINITY) {
      String last = last(journal, site);
      if (last != null && !engines.contains(last)) {
        engines.add(last);
      }
    }
    return engines;
  }

  /** Who ran what is undone; else the last that the node waits for; else the last at all. */
  private static @Nullable String last(Journal journal, Site site) {
    Nodes nodes = journal.nodes();
    if (site.compensates() != null) {
      return nodes.get(site.compensates()).engineId();
    }
    for (String id : site.place().dependsOn().reversed()) {
      NodeState node = nodes.find(site.scope(), id);
      if (node != null && node.engineId() != null) {
        return node.engineId();
      }
    }
    int newest = nodes.size();
    for (int no = newest; no > Math.max(0, newest - LOOK_BACK); no--) {
      NodeState node = nodes.find(new NodeNo(no));
      if (node != null && node.engineId() != null) {
        return node.engineId();
      }
    }
    return null;
  }
}

package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.SkipNode;
import io.millrace.definition.Placement;
import io.millrace.domain.Results.Worker;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.ScopeKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets an operator overrule a single node. */
final class NodeControls {

  private static final String SKIP = "instance.skip-node";
  private static final String COMPLETE = "instance.complete-node";

  private NodeControls() {}

  static void skip(Journal journal, SkipNode control) {
    if (ControlDecider.ended(journal, SKIP)) {
      return;
    }
    Placement placement = journal.definition().placement(control.nodeId());
    boolean unreached =
        placement != null
            && placement.container() == null
            && journal.nodes().find(ScopeKey.TOP, control.nodeId()) == null;
    if (placement != null && unreached && control.nodeNo() == null) {
      NodeNo no = Progress.skip(journal, FrameKey.TOP, placement.node(), "operator");
      journal.todo(new Todo.Done(no));
      return;
    }
    NodeState node = open(journal, SKIP, control.nodeId(), control.nodeNo());
    if (node != null) {
      Ending.cancelContent(journal, node, "node skipped");
      journal.record(Progress.skipped(node.no(), node.place(), "operator"));
      journal.todo(new Todo.Done(node.no()));
    }
  }

  static void complete(Journal journal, CompleteNode control) {
    if (ControlDecider.ended(journal, COMPLETE)) {
      return;
    }
    NodeState node = open(journal, COMPLETE, control.nodeId(), control.nodeNo());
    JsonNode output = control.output();
    if (node != null) {
      ErrorInfo flaw = Results.flaw(journal, node, output);
      if (flaw != null) {
        ControlDecider.refuse(journal, COMPLETE, flaw.code(), flaw.message());
        return;
      }
      Ending.cancelContent(journal, node, "node completed");
      Results.complete(journal, node, output, new Worker(control.by(), null));
    }
  }

  private static @Nullable NodeState open(
      Journal journal, String control, String nodeId, @Nullable NodeNo no) {
    if (journal.definition().node(nodeId) == null) {
      ControlDecider.refuse(
          journal, control, "node-unknown", "The workflow has no node " + nodeId + ".");
      return null;
    }
    List<NodeState> candidates = candidates(journal, nodeId, no);
    if (candidates.isEmpty()) {
      ControlDecider.refuse(
          journal,
          control,
          "node-not-open",
          "Node " + nodeId + (no == null ? "" : " with number " + no) + " is not under way.");
      return null;
    }
    if (candidates.size() > 1) {
      ControlDecider.refuse(
          journal,
          control,
          "node-ambiguous",
          "There are several nodes "
              + nodeId
              + " under way; say which by its number (--number, nodeNo): "
              + candidates.get(0).no()
              + " or "
              + candidates.get(1).no()
              + " for example.");
      return null;
    }
    return candidates.get(0);
  }

  private static List<NodeState> candidates(Journal journal, String nodeId, @Nullable NodeNo no) {
    if (no != null) {
      NodeState node = journal.nodes().find(no);
      boolean fits = node != null && node.open() && node.nodeId().equals(nodeId);
      return fits ? List.of(node) : List.of();
    }
    List<NodeState> found = new ArrayList<>();
    collect(journal, FrameKey.TOP, nodeId, found);
    return found;
  }

  private static void collect(Journal journal, FrameKey key, String nodeId, List<NodeState> found) {
    for (int no : journal.nodes().frame(key).open().keySet()) {
      NodeState node = journal.nodes().get(new NodeNo(no));
      if (node.nodeId().equals(nodeId)) {
        found.add(node);
      }
      for (int slot : journal.nodes().framesOf(node.no()).keySet()) {
        collect(journal, new FrameKey(no, slot), nodeId, found);
      }
    }
  }
}

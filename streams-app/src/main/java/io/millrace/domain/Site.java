package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.definition.Node;
import io.millrace.domain.state.FrameKey;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import io.millrace.domain.state.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * Where and as what a node is begun.
 *
 * @param node what the definition says
 * @param before the node as it stands if it was reached before, or null
 * @param place where it stands
 * @param scope what its expressions see
 * @param compensates the node that it undoes, or null
 */
record Site(
    Node node,
    @Nullable NodeState before,
    Place place,
    ScopeKey scope,
    @Nullable NodeNo compensates) {

  /** A node of a block. */
  static Site of(Journal journal, FrameKey frame, Node node) {
    ScopeKey scope = Blocks.scope(journal, frame);
    return new Site(
        node,
        journal.nodes().find(scope, node.id()),
        Blocks.place(journal, frame, node),
        scope,
        null);
  }

  /** A node that is begun once more. */
  static Site again(Journal journal, NodeState before) {
    ScopeKey scope = journal.nodes().scopeOf(before);
    NodeState undone =
        before.place().compensation()
            ? journal.nodes().find(scope, before.place().originalId())
            : null;
    return new Site(
        Blocks.node(journal, before),
        before,
        before.place(),
        scope,
        undone == null ? null : undone.no());
  }
}

package io.millrace.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.NodeType;
import io.millrace.definition.Outline.OutlineNode;
import io.millrace.expression.Condition;
import org.jspecify.annotations.Nullable;

/** Reads what every node has. */
final class HeaderReader {

  private final RetryPolicy retry;
  private final Distribution distribution;

  /** A reader of nodes that inherit these from their workflow. */
  HeaderReader(RetryPolicy retry, Distribution distribution) {
    this.retry = retry;
    this.distribution = distribution;
  }

  /**
   * Reads the header of a node.
   *
   * @param ownCondition whether {@code condition} is the node's own business and does not skip it
   */
  NodeHeader read(OutlineNode node, NodeType type, boolean ownCondition, Expressions expressions) {
    Fields fields = node.fields;
    Advisories.warn(fields);
    Fields onError = fields.object("lifecycle").object("errorHandling");
    if (type != NodeType.SUBPROCESS && onError.has("fallbackWorkflow")) {
      Advisories.ignored(
          onError,
          "fallbackWorkflow",
          "lifecycle.errorHandling.fallbackWorkflow of a " + type.code());
    }
    Condition condition = ownCondition ? null : expressions.condition(fields, "condition");
    return new NodeHeader(
        node.id,
        fields.text("name", node.id),
        node.dependsOn,
        fields.constant("waitFor", WaitFor.class, WaitFor.ALL),
        condition,
        fields.duration("timeout"),
        ErrorPolicyReader.node(fields, retry, type),
        distribution(fields, type, expressions),
        compensation(fields, expressions));
  }

  private Distribution distribution(Fields fields, NodeType type, Expressions expressions) {
    boolean handsOut = type == NodeType.TASK || fields.has("compensate");
    if (fields.has("distributed") && !handsOut) {
      Advisories.ignored(fields, "distributed", "distributed of a " + type.code());
    }
    return DistributionReader.read(fields, distribution, expressions);
  }

  private @Nullable Compensation compensation(Fields node, Expressions expressions) {
    ObjectNode fromLifecycle = ErrorPolicyReader.lifecycleCompensation(node);
    Fields fields = node.object("compensate");
    if (fields.isEmpty() && fromLifecycle != null) {
      String pointer = node.at("lifecycle") + "/errorHandling/compensation";
      fields = new Fields(fromLifecycle, pointer, node.problems());
      if (!fields.has("executor")) {
        Advisories.ignored(
            node.object("lifecycle").object("errorHandling"),
            "compensation",
            "compensation without an executor");
        return null;
      }
    }
    if (fields.isEmpty()) {
      return null;
    }
    return new Compensation(
        fields.text("name", node.text("name", node.text("id", "")) + " (compensation)"),
        WorkReader.read(fields, expressions),
        fields.duration("timeout"),
        ErrorPolicyReader.node(fields, retry, NodeType.TASK));
  }
}

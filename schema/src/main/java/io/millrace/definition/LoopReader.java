package io.millrace.definition;

import io.millrace.contract.NodeType;
import io.millrace.definition.Outline.OutlineNode;
import io.millrace.expression.Condition;
import io.millrace.expression.Expression;
import java.util.List;
import java.util.Map;

/** Reads loops. */
final class LoopReader {

  private static final Map<String, List<String>> UNUSED =
      Map.of(
          "forEach", List.of("count", "conditionExpression"),
          "times", List.of("sourceExpression", "conditionExpression"),
          "while", List.of("count", "sourceExpression", "parallel", "maxConcurrency", "batchSize"),
          "dynamic", List.of("count"));

  private final HeaderReader headers;
  private final NodeReader nodes;

  LoopReader(HeaderReader headers, NodeReader nodes) {
    this.headers = headers;
    this.nodes = nodes;
  }

  LoopNode read(OutlineNode node, Expressions expressions) {
    Fields fields = node.fields;
    String type = fields.text("loopType", "");
    boolean conditional =
        type.equals("while") || (type.equals("dynamic") && !fields.has("sourceExpression"));
    warnOfUnused(fields, UNUSED.getOrDefault(type, List.of()), type + " loop");
    LoopKind kind = kind(node, type, expressions);
    Block body =
        node.blocks.isEmpty() ? new Block("body", List.of()) : nodes.block(node.blocks.get(0));
    boolean sideBySide = kind instanceof LoopKind.ForEach forEach && forEach.dynamic();
    boolean parallel = !conditional && fields.flag("parallel", sideBySide);
    if (!conditional && !parallel) {
      warnOfUnused(fields, List.of("maxConcurrency", "batchSize"), "loop that is not parallel");
    }
    return new LoopNode(
        headers.read(node, NodeType.LOOP, conditional, expressions),
        kind,
        body,
        parallel,
        fields.whole("maxConcurrency"),
        fields.whole("batchSize"),
        fields.whole("maxIterations"),
        NodeReader.orZero(fields.duration("iterationDelay")),
        fields.constant("joinType", JoinType.class, JoinType.ALL),
        ErrorPolicyReader.tolerance(fields));
  }

  private static void warnOfUnused(Fields fields, List<String> names, String kind) {
    for (String name : names) {
      if (fields.has(name)) {
        fields
            .problems()
            .warning(
                "unused-property",
                fields.at(name),
                "'" + name + "' means nothing in a " + kind,
                null);
      }
    }
  }

  private static LoopKind kind(OutlineNode node, String type, Expressions expressions) {
    Fields fields = node.fields;
    return switch (type) {
      case "times" -> new LoopKind.Times(required(fields, "count", type, expressions));
      case "while" -> new LoopKind.While(condition(node, type, expressions));
      case "dynamic" ->
          fields.has("sourceExpression")
              ? new LoopKind.ForEach(required(fields, "sourceExpression", type, expressions), true)
              : new LoopKind.DoWhile(condition(node, type, expressions));
      case "forEach" ->
          new LoopKind.ForEach(required(fields, "sourceExpression", type, expressions), false);
      default -> new LoopKind.ForEach(expressions.anyExpression(), false);
    };
  }

  private static Expression required(
      Fields fields, String name, String type, Expressions expressions) {
    if (!fields.has(name)) {
      fields
          .problems()
          .error(
              "loop-without-source",
              fields.pointer(),
              "a " + type + " loop needs '" + name + "'",
              name.equals("count")
                  ? "such as \"count\": 3 or \"count\": \"input.attempts\""
                  : "such as \"sourceExpression\": \"input.items\"");
    }
    Expression expression = expressions.expression(fields, name);
    return expression == null ? expressions.anyExpression() : expression;
  }

  /** The condition of the loop itself; it sees the nodes of the iteration before. */
  private static Condition condition(OutlineNode node, String type, Expressions expressions) {
    Fields fields = node.fields;
    String name = fields.has("conditionExpression") ? "conditionExpression" : "condition";
    if (!fields.has(name)) {
      fields
          .problems()
          .error(
              "loop-without-source",
              fields.pointer(),
              type.equals("while")
                  ? "a while loop needs 'condition'"
                  : "a dynamic loop needs 'sourceExpression' or 'condition'",
              "such as \"condition\": \"nodes.poll.output.done !== true\"");
    }
    Condition condition = expressions.inside(node.loopsInside()).condition(fields, name);
    return condition == null ? expressions.anyCondition() : condition;
  }
}

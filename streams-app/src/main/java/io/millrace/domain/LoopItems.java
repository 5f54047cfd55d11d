package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.LoopKind;
import io.millrace.definition.LoopNode;
import io.millrace.expression.Expression;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a loop runs over.
 *
 * @param total how many iterations there will be, or null if only its condition tells
 * @param list the items, or null for loops without
 */
record LoopItems(@Nullable Integer total, @Nullable JsonNode list) {

  /** Evaluates what a loop runs over. */
  static LoopItems of(Journal journal, Site site, LoopNode loop) {
    return switch (loop.kind()) {
      case LoopKind.ForEach forEach -> forEach(journal, site, loop, forEach.source());
      case LoopKind.Times times -> times(journal, site, loop, times.count());
      case LoopKind.While condition -> new LoopItems(null, null);
      case LoopKind.DoWhile condition -> new LoopItems(null, null);
    };
  }

  private static LoopItems forEach(Journal journal, Site site, LoopNode loop, Expression source) {
    String place = "sourceExpression of " + loop.id();
    JsonNode value = Evaluations.value(source, new ExpressionScope(journal, site.scope()), place);
    ArrayNode items =
        switch (value) {
          case ArrayNode array -> array;
          case ObjectNode object -> entries(object);
          default ->
              throw EvaluationFailed.of(
                  place,
                  "it must give a list or an object, not "
                      + (value.isNull()
                          ? "null"
                          : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
        };
    checkCount(journal, loop, items.size());
    Evaluations.fitting(items, journal, place);
    return new LoopItems(items.size(), items);
  }

  private static ArrayNode entries(ObjectNode object) {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      entries.addObject().put("key", entry.getKey()).set("value", entry.getValue());
    }
    return entries;
  }

  private static LoopItems times(Journal journal, Site site, LoopNode loop, Expression count) {
    String place = "count of " + loop.id();
    JsonNode value = Evaluations.value(count, new ExpressionScope(journal, site.scope()), place);
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= 0) || number != Math.rint(number)) {
      throw EvaluationFailed.of(place, "it must give a whole number, 0 or more, not " + value);
    }
    int total = (int) Math.min(Integer.MAX_VALUE, number);
    checkCount(journal, loop, total);
    return new LoopItems(total, null);
  }

  /** Refuses more iterations than the definition and the engine allow. */
  static void checkCount(Journal journal, LoopNode loop, int count) {
    int engine = journal.limits().iterations();
    int most = loop.maxIterations() == null ? engine : Math.min(engine, loop.maxIterations());
    if (count > most) {
      throw EvaluationFailed.tooMany(loop.id(), count, most);
    }
  }
}

package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.expression.ClosestName;
import io.millrace.expression.Condition;
import io.millrace.expression.Expression;
import io.millrace.expression.ExpressionException;
import io.millrace.expression.ExpressionLanguage;
import io.millrace.expression.JsonTemplate;
import io.millrace.expression.NodeView;
import io.millrace.expression.References;
import io.millrace.expression.Template;
import io.millrace.expression.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of one definition as seen from one place in it. What does not compile is
 * reported and read as null.
 *
 * @param language the language
 * @param vocabulary the ids of the definition's nodes
 * @param loopsOf the loops around each node, from the outermost
 * @param here the loops around this place
 * @param problems takes what is wrong
 */
record Expressions(
    ExpressionLanguage language,
    Vocabulary vocabulary,
    Map<String, List<String>> loopsOf,
    List<String> here,
    Problems problems) {

  private static final Set<String> ITERATION = Set.of("$item", "$index", "$iteration", "$total");

  Expressions inside(List<String> loops) {
    return new Expressions(language, vocabulary, loopsOf, loops, problems);
  }

  Expressions withSecrets() {
    return new Expressions(language, vocabulary.withSecrets(), loopsOf, here, problems);
  }

  /** Stands in where a condition is missing or broken, so that reading can go on. */
  Condition anyCondition() {
    return language.condition("false", vocabulary);
  }

  /** Stands in where an expression is missing or broken. */
  Expression anyExpression() {
    return language.expression("null", vocabulary);
  }

  /** Stands in where a text is missing or broken. */
  Template anyTemplate() {
    return language.template("?", vocabulary);
  }

  @Nullable Condition condition(Fields fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || !(value.isTextual() || value.isBoolean())) {
      return null;
    }
    Condition condition =
        compile(fields.at(name), value.asText(), (t, v) -> language.condition(t, v));
    if (condition != null) {
      checkVisible(condition.expression().references(), fields.at(name));
    }
    return condition;
  }

  @Nullable Expression expression(Fields fields, String name) {
    JsonNode value = fields.get(name);
    if (value == null || !(value.isTextual() || value.isNumber())) {
      return null;
    }
    Expression expression =
        compile(fields.at(name), value.asText(), (t, v) -> language.condition(t, v).expression());
    if (expression != null) {
      checkVisible(expression.references(), fields.at(name));
    }
    return expression;
  }

  @Nullable Template template(Fields fields, String name) {
    return text(fields, name, (t, v) -> language.template(t, v));
  }

  @Nullable Template mapping(Fields fields, String name) {
    return text(fields, name, (t, v) -> language.mapping(t, v));
  }

  private @Nullable Template text(
      Fields fields, String name, BiFunction<String, Vocabulary, Template> compiler) {
    String source = fields.text(name);
    if (source == null) {
      return null;
    }
    Template template = compile(fields.at(name), source, compiler);
    if (template != null) {
      checkVisible(template.references(), fields.at(name));
    }
    return template;
  }

  /** A tree whose strings are templates. */
  JsonTemplate json(JsonNode tree, String pointer) {
    return checked(
        language.json(tree, vocabulary, (below, e) -> report(pointer + below, e)), pointer);
  }

  /** A tree whose strings are mappings. */
  @Nullable JsonTemplate mappings(Fields fields, String name) {
    JsonNode tree = fields.get(name);
    if (tree == null) {
      return null;
    }
    String pointer = fields.at(name);
    JsonTemplate template =
        language.mappings(tree, vocabulary, (below, e) -> report(pointer + below, e));
    checkVisible(template.references(), pointer, name.equals("outputMapping"));
    return template;
  }

  /** A value that is an expression when it is a string without placeholders. */
  @Nullable JsonTemplate value(Fields fields, String name) {
    JsonNode tree = fields.get(name);
    if (tree == null) {
      return null;
    }
    String pointer = fields.at(name);
    return checked(
        language.values(tree, vocabulary, (below, e) -> report(pointer + below, e)), pointer);
  }

  private JsonTemplate checked(JsonTemplate template, String pointer) {
    checkVisible(template.references(), pointer);
    return template;
  }

  private <T> @Nullable T compile(
      String pointer, String source, BiFunction<String, Vocabulary, T> compiler) {
    try {
      return compiler.apply(source, vocabulary);
    } catch (ExpressionException e) {
      report(pointer, e);
      return null;
    }
  }

  private void report(String pointer, ExpressionException e) {
    String code =
        switch (e.code()) {
          case UNKNOWN_NAME ->
              e.getMessage().startsWith("unknown node") ? "unknown-node" : "unknown-name";
          case SYNTAX, NOT_ALLOWED, TOO_COMPLEX, TYPE, TOO_SLOW, TOO_LARGE -> "expression";
        };
    String place = e.position() < 0 ? "" : " at character " + (e.position() + 1);
    problems.error(code, pointer, e.getMessage() + place, e.hint());
  }

  private void checkVisible(References references, String pointer) {
    checkVisible(references, pointer, false);
  }

  /** Warns of what is null here, for it has a value in other places only. */
  private void checkVisible(References references, String pointer, boolean outputOfAChild) {
    for (String name : references.roots()) {
      if (ITERATION.contains(name) && here.isEmpty()) {
        outOfSight(name, pointer, "it has a value inside a loop only", null);
      } else if (name.equals("output") && !outputOfAChild) {
        outOfSight(
            name,
            pointer,
            "it has a value in the outputMapping of a subprocess only",
            "the output of a node is nodes.<id>.output");
      }
    }
    for (String read : references.unknownProperties()) {
      String property = read.substring(read.lastIndexOf('.') + 1);
      String hint = ClosestName.hint(property, NodeView.PROPERTIES);
      outOfSight(
          "nodes." + read,
          pointer,
          "a node has no '" + property + "'",
          hint == null ? "a node has " + String.join(", ", NodeView.PROPERTIES) : hint);
    }
    for (String id : references.nodeIds()) {
      List<String> loops = loopsOf.getOrDefault(id, List.of());
      boolean visible = loops.size() <= here.size() && loops.equals(here.subList(0, loops.size()));
      if (!visible) {
        outOfSight(
            "nodes." + id,
            pointer,
            "it lives in the iterations of " + loops.getLast(),
            "use nodes." + loops.getLast() + ".output, the list of what the iterations gave");
      }
    }
  }

  private void outOfSight(String what, String pointer, String why, @Nullable String hint) {
    problems.warning("out-of-sight", pointer, what + " is null here: " + why, hint);
  }
}

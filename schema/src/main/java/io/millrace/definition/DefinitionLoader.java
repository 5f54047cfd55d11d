package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Problem;
import io.millrace.expression.ExpressionLanguage;
import io.millrace.expression.ExpressionLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflow definitions: the JSON first, then what the published JSON Schema says, then what
 * no schema can say. The last two always both run, so that every problem is named at once. Safe for
 * any number of threads.
 */
public final class DefinitionLoader {

  private final ExpressionLanguage language;
  private final DefinitionLimits limits;
  private final SchemaCheck schema = new SchemaCheck();

  /** A loader with the default limits. */
  public DefinitionLoader() {
    this(new ExpressionLanguage(ExpressionLimits.DEFAULTS), DefinitionLimits.DEFAULTS);
  }

  /** A loader whose definitions compile their expressions with this language. */
  public DefinitionLoader(ExpressionLanguage language, DefinitionLimits limits) {
    this.language = language;
    this.limits = limits;
  }

  /**
   * Loads a definition.
   *
   * @param json UTF-8
   * @throws InvalidDefinition when it cannot be used; names every problem
   */
  public Loaded load(byte[] json) {
    checkSize(json.length);
    return loadTree(parse(json));
  }

  /**
   * Loads a definition.
   *
   * @throws InvalidDefinition when it cannot be used; names every problem
   */
  public Loaded load(String json) {
    return load(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Loads a definition.
   *
   * @param tree kept as the definition's source; nobody may change it afterwards
   * @throws InvalidDefinition when it cannot be used; names every problem
   */
  public Loaded load(JsonNode tree) {
    checkSize(Json.bytes(tree).length);
    return loadTree(tree);
  }

  private void checkSize(int bytes) {
    if (bytes > limits.bytes()) {
      throw invalid(
          "too-large",
          "",
          "the definition has " + bytes + " bytes; at most " + limits.bytes() + " are allowed",
          "move a part of it into a subprocess");
    }
  }

  private static JsonNode parse(byte[] json) {
    try {
      return Json.read(json, JsonNode.class);
    } catch (MalformedMessage e) {
      throw invalid("json", e.pointer(), "the definition " + e.rule(), null);
    }
  }

  private Loaded loadTree(JsonNode tree) {
    if (!(tree instanceof ObjectNode workflow)) {
      throw invalid("json", "", "the definition must be a JSON object", null);
    }
    try {
      return read(workflow);
    } catch (StackOverflowError e) {
      throw invalid(
          "nested-too-deeply",
          "",
          "the definition is nested far too deeply; nodes may be nested at most "
              + limits.nesting()
              + " levels deep",
          null);
    }
  }

  private Loaded read(ObjectNode workflow) {
    Problems problems = new Problems();
    schema.check(workflow, problems);
    WorkflowDefinition definition =
        new WorkflowReader(language, limits, problems).read(new Fields(workflow, "", problems));
    if (!problems.errors().isEmpty()) {
      throw new InvalidDefinition(problems.errors());
    }
    requireKeepable(workflow);
    return new Loaded(definition, problems.warnings());
  }

  private static void requireKeepable(ObjectNode workflow) {
    try {
      io.millrace.contract.Fields.json("", workflow);
    } catch (InvalidField e) {
      throw invalid("not-storable", e.field(), e.rule(), null);
    }
  }

  private static InvalidDefinition invalid(
      String code, String pointer, String message, @Nullable String hint) {
    return new InvalidDefinition(List.of(new Problem(code, pointer, message, hint)));
  }
}

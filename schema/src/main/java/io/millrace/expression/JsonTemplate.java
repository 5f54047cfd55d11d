package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON tree whose strings are compiled {@link Template}s. Property names stand for themselves.
 * Immutable.
 */
public final class JsonTemplate {

  private final ExpressionLanguage language;
  private final JsonNode source;
  private final Part root;
  private final References references;

  private JsonTemplate(
      ExpressionLanguage language, JsonNode source, Part root, References references) {
    this.language = language;
    this.source = source;
    this.root = root;
    this.references = references;
  }

  private sealed interface Part {}

  private record Constant(JsonNode value) implements Part {}

  private record Text(Template template) implements Part {}

  private record Properties(Map<String, Part> parts) implements Part {}

  private record Elements(List<Part> parts) implements Part {}

  /**
   * An evaluated tree.
   *
   * @param value the tree; a secret is still its placeholder
   * @param secrets where the placeholders are; empty for most trees
   */
  public record Resolved(JsonNode value, List<SecretReference> secrets) {

    /** Copies the list. */
    public Resolved {
      secrets = List.copyOf(secrets);
    }
  }

  static JsonTemplate compile(
      ExpressionLanguage language,
      JsonNode tree,
      Function<String, Template> strings,
      TemplateProblems problems) {
    Compiler compiler = new Compiler(strings, problems);
    Part root = compiler.part(tree, "");
    return new JsonTemplate(language, tree, root, compiler.references);
  }

  private static final class Compiler {

    private final Function<String, Template> strings;
    private final TemplateProblems problems;
    private References references = References.NONE;

    Compiler(Function<String, Template> strings, TemplateProblems problems) {
      this.strings = strings;
      this.problems = problems;
    }

    Part part(JsonNode tree, String pointer) {
      return switch (tree) {
        case ObjectNode object -> properties(object, pointer);
        case ArrayNode array -> elements(array, pointer);
        default -> tree.isTextual() ? text(tree, pointer) : new Constant(tree);
      };
    }

    private Part text(JsonNode tree, String pointer) {
      try {
        Template template = strings.apply(tree.textValue());
        references = references.and(template.references());
        return template.isConstant() ? new Constant(tree) : new Text(template);
      } catch (ExpressionException e) {
        problems.report(pointer, e);
        return new Constant(tree);
      }
    }

    private Part properties(ObjectNode object, String pointer) {
      Map<String, Part> parts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        parts.put(entry.getKey(), part(entry.getValue(), child(pointer, entry.getKey())));
      }
      boolean constant = parts.values().stream().allMatch(Constant.class::isInstance);
      return constant ? new Constant(object) : new Properties(parts);
    }

    private Part elements(ArrayNode array, String pointer) {
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        parts.add(part(array.get(i), child(pointer, Integer.toString(i))));
      }
      boolean constant = parts.stream().allMatch(Constant.class::isInstance);
      return constant ? new Constant(array) : new Elements(parts);
    }
  }

  private static String child(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The tree that it was compiled from. */
  public JsonNode source() {
    return source;
  }

  /** What its expressions read. */
  public References references() {
    return references;
  }

  /** Whether no string of it holds an expression, so that it always evaluates to its source. */
  public boolean isConstant() {
    return root instanceof Constant;
  }

  /**
   * Evaluates it; placeholders of secrets stay.
   *
   * @return the tree; parts of it may be shared with the scope and with the definition
   * @throws ExpressionException when an expression fails, or when the whole is too large
   */
  public JsonNode evaluate(Scope scope) {
    return resolve(scope).value();
  }

  /**
   * Evaluates it and says where the worker has to insert secrets.
   *
   * @throws ExpressionException when an expression fails, or when the whole is too large
   */
  public Resolved resolve(Scope scope) {
    if (root instanceof Constant constant) {
      return new Resolved(constant.value(), List.of());
    }
    List<SecretReference> secrets = new ArrayList<>();
    JsonNode value = evaluate(root, scope, "", secrets);
    return new Resolved(language.begin(scope).result(value), secrets);
  }

  private static JsonNode evaluate(
      Part part, Scope scope, String pointer, List<SecretReference> secrets) {
    return switch (part) {
      case Constant constant -> constant.value();
      case Text text -> text.template().evaluate(scope, pointer, secrets);
      case Properties properties -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        properties
            .parts()
            .forEach(
                (name, value) ->
                    object.set(name, evaluate(value, scope, child(pointer, name), secrets)));
        yield object;
      }
      case Elements elements -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.parts().size());
        for (Part element : elements.parts()) {
          array.add(evaluate(element, scope, child(pointer, "" + array.size()), secrets));
        }
        yield array;
      }
    };
  }

  @Override
  public String toString() {
    return source.toString();
  }
}

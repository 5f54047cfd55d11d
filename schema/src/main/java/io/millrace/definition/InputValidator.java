package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what a workflow is started with. */
public final class InputValidator {

  private final Map<String, InputParameter> inputs;

  /** A validator for the inputs of a definition. */
  public InputValidator(Map<String, InputParameter> inputs) {
    this.inputs = inputs;
  }

  /**
   * What came out.
   *
   * @param input the input with its defaults filled in
   * @param problems what is wrong with it; empty when it may be used
   */
  public record Outcome(ObjectNode input, List<Problem> problems) {

    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }

    /** Whether the input may be used. */
    public boolean isValid() {
      return problems.isEmpty();
    }
  }

  /**
   * Fills in the defaults and checks types and rules. Inputs that the definition does not name are
   * let through.
   *
   * @param input what was given; null and JSON null count as an empty object
   * @param pointer the JSON pointer of the input in the message that it came with, such as {@code
   *     /input}
   */
  public Outcome check(@Nullable JsonNode input, String pointer) {
    ObjectNode complete = JsonNodeFactory.instance.objectNode();
    List<Problem> problems = new ArrayList<>();
    if (input instanceof ObjectNode given) {
      complete.setAll(given);
    } else if (input != null && !input.isNull()) {
      problems.add(
          new Problem(
              "input-type", pointer, "the input must be an object", "name each input: {\"a\": 1}"));
      return new Outcome(complete, problems);
    }
    inputs.values().forEach(parameter -> check(parameter, complete, pointer, problems));
    return new Outcome(complete, problems);
  }

  private static void check(
      InputParameter parameter, ObjectNode input, String pointer, List<Problem> problems) {
    JsonNode value = input.get(parameter.name());
    if (value == null || value.isNull()) {
      if (parameter.defaultValue() != null) {
        input.set(parameter.name(), parameter.defaultValue());
      } else if (parameter.required()) {
        problems.add(
            new Problem(
                "input-missing",
                Pointers.child(pointer, parameter.name()),
                "the input '" + parameter.name() + "' is required",
                "give " + parameter.type().shown() + described(parameter)));
      }
      return;
    }
    String here = Pointers.child(pointer, parameter.name());
    if (!parameter.type().accepts(value)) {
      problems.add(
          new Problem(
              "input-type",
              here,
              "the input '"
                  + parameter.name()
                  + "' must be "
                  + parameter.type().shown()
                  + ", not "
                  + Pointers.shown(value),
              null));
      return;
    }
    for (String rule : parameter.rules().brokenBy(value)) {
      problems.add(
          new Problem(
              "input-rule",
              here,
              "the input '"
                  + parameter.name()
                  + "' must be "
                  + rule
                  + ", not "
                  + Pointers.shown(value),
              null));
    }
  }

  private static String described(InputParameter parameter) {
    return parameter.description() == null ? "" : ": " + parameter.description();
  }
}

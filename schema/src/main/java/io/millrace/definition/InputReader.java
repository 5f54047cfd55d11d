package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code inputs}. */
final class InputReader {

  private final Problems problems;

  InputReader(Problems problems) {
    this.problems = problems;
  }

  Map<String, InputParameter> read(Fields workflow) {
    Fields inputs = workflow.object("inputs");
    Map<String, InputParameter> parameters = new LinkedHashMap<>();
    inputs
        .json()
        .fieldNames()
        .forEachRemaining(name -> parameters.put(name, parameter(name, inputs.object(name))));
    return Collections.unmodifiableMap(parameters);
  }

  private InputParameter parameter(String name, Fields fields) {
    JsonNode byDefault = fields.get("default");
    InputParameter parameter =
        new InputParameter(
            name,
            fields.constant("type", InputType.class, InputType.ANY),
            fields.flag("required", false),
            byDefault == null || byDefault.isNull() ? null : byDefault,
            fields.text("description"),
            rules(fields.object("validation")));
    checkDefault(parameter, fields);
    return parameter;
  }

  private void checkDefault(InputParameter parameter, Fields fields) {
    JsonNode value = parameter.defaultValue();
    if (value == null) {
      return;
    }
    List<String> broken = new ArrayList<>(parameter.rules().brokenBy(value));
    if (!parameter.type().accepts(value)) {
      broken.add(0, parameter.type().shown());
    }
    for (String rule : broken) {
      problems.error(
          "wrong-default",
          fields.at("default"),
          "the default of '"
              + parameter.name()
              + "' must be "
              + rule
              + ", not "
              + Pointers.shown(value),
          null);
    }
  }

  private InputRules rules(Fields fields) {
    List<JsonNode> allowed = new ArrayList<>();
    if (fields.get("enum") instanceof ArrayNode list) {
      list.forEach(allowed::add);
    }
    checkOrder(
        fields, fields.has("min") ? "min" : "minimum", fields.has("max") ? "max" : "maximum");
    checkOrder(fields, "minLength", "maxLength");
    checkOrder(fields, "minItems", "maxItems");
    return new InputRules(
        fields.decimal(fields.has("min") ? "min" : "minimum"),
        fields.decimal(fields.has("max") ? "max" : "maximum"),
        fields.whole(fields.has("minLength") ? "minLength" : "minItems"),
        fields.whole(fields.has("maxLength") ? "maxLength" : "maxItems"),
        pattern(fields),
        allowed);
  }

  private void checkOrder(Fields fields, String least, String most) {
    BigDecimal min = fields.decimal(least);
    BigDecimal max = fields.decimal(most);
    if (min != null && max != null && min.compareTo(max) > 0) {
      problems.error(
          "wrong-value",
          fields.at(least),
          "must not be more than '%s', which is %s, was %s"
              .formatted(most, max.toPlainString(), min.toPlainString()),
          "no value could satisfy both");
    }
  }

  private @Nullable BoundedPattern pattern(Fields fields) {
    String regex = fields.text("pattern");
    if (regex == null) {
      return null;
    }
    try {
      return new BoundedPattern(regex);
    } catch (PatternSyntaxException e) {
      problems.error(
          "wrong-value",
          fields.at("pattern"),
          "must be a regular expression: " + e.getDescription(),
          null);
      return null;
    }
  }
}

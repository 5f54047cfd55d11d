package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InvalidField;
import io.millrace.expression.Ambient;
import io.millrace.expression.NodeView;
import io.millrace.expression.Scope;
import io.millrace.expression.Template;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of an instance that does not exist yet: given with the start, or evaluated from
 * the definition, which sees {@code input} and {@code context} only.
 *
 * @param journal the decision
 * @param id the instance to be
 * @param input its input
 * @param context its context
 */
record StartKeys(Journal journal, InstanceId id, ObjectNode input, ObjectNode context)
    implements Scope, Ambient {

  /**
   * A key.
   *
   * @param given what the start says, or null
   * @param template what the definition says, or null
   * @param name the key's name, for errors
   */
  @Nullable String key(@Nullable String given, @Nullable Template template, String name) {
    if (given != null || template == null) {
      return given;
    }
    JsonNode value = Evaluations.value(template, this, name);
    if (value.isNull()) {
      return null;
    }
    try {
      return Fields.text(name, value.asText());
    } catch (InvalidField e) {
      throw EvaluationFailed.of(name, "it " + e.rule());
    }
  }

  @Override
  public @Nullable JsonNode value(String name) {
    return switch (name) {
      case "input" -> input;
      case "context" -> context.deepCopy().put("instanceId", id.value());
      default -> null;
    };
  }

  @Override
  public @Nullable NodeView node(String nodeId) {
    return null;
  }

  @Override
  public Ambient ambient() {
    return this;
  }

  @Override
  public Instant now() {
    return journal.now();
  }

  @Override
  public String uuid() {
    return Randoms.uuid(journal);
  }

  @Override
  public String hostname() {
    return journal.surroundings().hostname();
  }
}

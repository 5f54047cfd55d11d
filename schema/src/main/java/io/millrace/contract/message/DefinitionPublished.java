package io.millrace.contract.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InvalidField;

/**
 * A workflow definition was deployed, activated or withdrawn; the value of {@code
 * millrace.definitions}.
 *
 * @param definitionId its row in {@code workflow_definitions}
 * @param workflow the workflow's name
 * @param version its version
 * @param status draft, active, deprecated or archived
 * @param active whether starts without a version take this one
 * @param definition the definition as it was deployed
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    requireTypeIdForSubtypes = OptBoolean.FALSE)
@JsonTypeName(DefinitionPublished.TYPE)
public record DefinitionPublished(
    long definitionId,
    String workflow,
    String version,
    String status,
    boolean active,
    JsonNode definition) {

  /** The message's type. */
  public static final String TYPE = "definition.published";

  /** Checks the fields. */
  public DefinitionPublished {
    Fields.text("workflow", workflow);
    Fields.text("version", version);
    Fields.oneOf("status", status, "draft", "active", "deprecated", "archived");
    if (!Fields.present("definition", definition).isObject()) {
      throw new InvalidField("definition", "must be an object");
    }
  }
}

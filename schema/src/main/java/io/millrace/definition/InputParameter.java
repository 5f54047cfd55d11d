package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One input of a workflow.
 *
 * @param name its name
 * @param type what it must be
 * @param required whether it must be given; one with a default need not be
 * @param defaultValue taken when it is not given; null when there is none
 * @param description for people; null when there is none
 * @param rules what its value must satisfy besides
 */
public record InputParameter(
    String name,
    InputType type,
    boolean required,
    @Nullable JsonNode defaultValue,
    @Nullable String description,
    InputRules rules) {}

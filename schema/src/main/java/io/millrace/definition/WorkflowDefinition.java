package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.expression.JsonTemplate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A workflow, checked and ready to run. Immutable. */
public final class WorkflowDefinition {

  private final Identity identity;
  private final Map<String, InputParameter> inputs;
  private final @Nullable Map<String, OutputParameter> outputs;
  private final WorkflowConfig config;
  private final Block nodes;
  private final JsonNode source;
  private final Map<String, Placement> placements;
  private final Set<String> requiredExecutors;

  /**
   * Who a workflow is.
   *
   * @param name its unique name
   * @param displayName for people
   * @param version its version
   * @param description for people; null when there is none
   * @param category from its metadata; null when there is none
   * @param tags from its metadata
   * @param metadata all of it; JSON null when there is none
   */
  public record Identity(
      String name,
      String displayName,
      Version version,
      @Nullable String description,
      @Nullable String category,
      List<String> tags,
      JsonNode metadata) {

    /** Copies the list. */
    public Identity {
      tags = List.copyOf(tags);
    }
  }

  /**
   * One output of the workflow.
   *
   * @param name its name
   * @param value evaluates to it; null when it is the property of that name in the outputs of the
   *     top-level nodes
   * @param description for people; null when there is none
   */
  public record OutputParameter(
      String name, @Nullable JsonTemplate value, @Nullable String description) {}

  WorkflowDefinition(
      Identity identity,
      Map<String, InputParameter> inputs,
      @Nullable Map<String, OutputParameter> outputs,
      WorkflowConfig config,
      Block nodes,
      JsonNode source) {
    this.identity = identity;
    this.inputs = inputs;
    this.outputs = outputs;
    this.config = config;
    this.nodes = nodes;
    this.source = source;
    this.placements = Placements.of(nodes);
    this.requiredExecutors = Placements.executors(placements.values());
  }

  /** Who it is. */
  public Identity identity() {
    return identity;
  }

  /** Its unique name. */
  public String name() {
    return identity.name();
  }

  /** Its version, as written. */
  public String version() {
    return identity.version().text();
  }

  /** What it wants to be started with, in the order of the definition. */
  public Map<String, InputParameter> inputs() {
    return inputs;
  }

  /** What it gives back; null when the definition does not say. */
  public @Nullable Map<String, OutputParameter> outputs() {
    return outputs;
  }

  /** Time limits, retries, keys. */
  public WorkflowConfig config() {
    return config;
  }

  /** The top-level nodes. */
  public Block nodes() {
    return nodes;
  }

  /** The definition as it was loaded. */
  public JsonNode source() {
    return source;
  }

  /** Where a node is, however deep; null when there is no such node. */
  public @Nullable Placement placement(String nodeId) {
    return placements.get(nodeId);
  }

  /** Every node, however deep, in the order of the definition. */
  public Collection<Placement> placements() {
    return placements.values();
  }

  /** A node, however deep; null when there is no such node. */
  public @Nullable Node node(String id) {
    Placement placement = placements.get(id);
    return placement == null ? null : placement.node();
  }

  /** The executors that it cannot run without, those of its compensations among them. */
  public Set<String> requiredExecutors() {
    return requiredExecutors;
  }

  @Override
  public String toString() {
    return name() + " " + version();
  }
}

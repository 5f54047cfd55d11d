package io.millrace.domain.random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.oracle.Operation;
import io.millrace.domain.oracle.Oracle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition and everything that happens to one instance of it.
 *
 * @param seed what it was made from; also decides how long executors take
 * @param definition the definition
 * @param input the instance's input
 * @param library the workflows that subprocesses name
 * @param operations what is done to the instance from outside
 */
public record RandomCase(
    long seed,
    ObjectNode definition,
    ObjectNode input,
    Map<String, ObjectNode> library,
    List<Operation> operations) {

  private static final DefinitionLoader LOADER = new DefinitionLoader();

  /**
   * The case that follows from a seed, for a real engine.
   *
   * @see Generator#real
   */
  public static RandomCase real(long seed) {
    return Generator.real(seed);
  }

  /** The same under other names. */
  RandomCase renamed(String suffix) {
    String name = definition.get("id").textValue();
    Map<String, ObjectNode> others = new LinkedHashMap<>();
    library.forEach(
        (child, json) -> others.put(child.replace(name, name + suffix), renamed(json, suffix)));
    return new RandomCase(seed, renamed(definition, suffix), input, others, operations);
  }

  private ObjectNode renamed(ObjectNode json, String suffix) {
    String name = '"' + definition.get("id").textValue();
    return (ObjectNode) Json.tree(Json.text(json).replace(name, name + suffix));
  }

  /** The same world with another definition. */
  public RandomCase with(ObjectNode other) {
    return new RandomCase(seed, other, input, library, operations);
  }

  /** The same with other operations. */
  public RandomCase with(List<Operation> others) {
    return new RandomCase(seed, definition, input, library, others);
  }

  /**
   * Its definitions, loaded.
   *
   * @param definition the definition
   * @param library the workflows that subprocesses name
   */
  public record Loaded(WorkflowDefinition definition, Map<String, WorkflowDefinition> library) {}

  /**
   * Loads the definitions.
   *
   * @throws io.millrace.definition.InvalidDefinition if one cannot be used
   */
  public Loaded load() {
    Map<String, WorkflowDefinition> loaded = new LinkedHashMap<>();
    library.forEach((name, json) -> loaded.put(name, LOADER.load(json).definition()));
    return new Loaded(LOADER.load(definition).definition(), loaded);
  }

  /** An oracle of this case, in which executors are as fast as a seed says. */
  public Oracle oracle(Loaded loaded, long paceSeed) {
    return new Oracle(
        loaded.definition(), input, loaded.library(), new Executors(paceSeed), operations);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("input ").append(input).append("\noperations ").append(operations);
    String json = Json.pretty(definition);
    library.forEach(
        (name, child) -> {
          if (json.contains(name + '"')) {
            text.append("\nwith ").append(child);
          }
        });
    return text.append('\n').append(json).toString();
  }
}

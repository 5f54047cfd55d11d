package io.millrace.domain;

import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.WorkflowDefinition;

/** Definitions from short texts, in which single quotes stand for double quotes. */
final class Definitions {

  private static final DefinitionLoader LOADER = new DefinitionLoader();

  private Definitions() {}

  /** A whole definition. */
  static WorkflowDefinition load(String json) {
    return LOADER.load(json.replace('\'', '"')).definition();
  }

  /** A workflow of some nodes. */
  static WorkflowDefinition nodes(String... nodes) {
    return with("", nodes);
  }

  /** A workflow of some nodes with some more properties, which end with a comma. */
  static WorkflowDefinition with(String properties, String... nodes) {
    return load(
        "{'id':'flow','name':'The flow','version':'1.0.0',"
            + properties
            + "'nodes':["
            + String.join(",", nodes)
            + "]}");
  }

  /** A task for the executor {@code work} with some more properties, which begin with a comma. */
  static String task(String id, String properties) {
    return "{'id':'" + id + "','type':'task','executor':'work'" + properties + "}";
  }

  /** A task for the executor {@code work}. */
  static String task(String id) {
    return task(id, "");
  }

  /** A task that waits for others. */
  static String after(String id, String... dependsOn) {
    return task(id, ",'dependsOn':['" + String.join("','", dependsOn) + "']");
  }
}

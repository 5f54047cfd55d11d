package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.InvalidField;
import io.millrace.definition.Outline.OutlineNode;
import io.millrace.definition.WorkflowConfig.MutexPolicy;
import io.millrace.definition.WorkflowConfig.Recovery;
import io.millrace.definition.WorkflowDefinition.Identity;
import io.millrace.definition.WorkflowDefinition.OutputParameter;
import io.millrace.expression.ExpressionLanguage;
import io.millrace.expression.Vocabulary;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a workflow, and those inside it. */
final class WorkflowReader {

  private final ExpressionLanguage language;
  private final DefinitionLimits limits;
  private final Problems problems;
  private int nodeCount;

  WorkflowReader(ExpressionLanguage language, DefinitionLimits limits, Problems problems) {
    this.language = language;
    this.limits = limits;
    this.problems = problems;
  }

  WorkflowDefinition read(Fields workflow) {
    if (!workflow.has("id") && !workflow.has("name")) {
      problems.error(
          "missing-property", workflow.pointer(), "'id' is missing", "name the workflow");
    }
    return read(workflow, 1, "?", "0.0.0");
  }

  /** Counts before anything walks the graph, so that no walk is longer than the limit. */
  private void count(Fields workflow, Outline outline) {
    nodeCount += outline.byId().size();
    if (nodeCount > limits.nodes()) {
      problems.error(
          "too-many-nodes",
          workflow.at("nodes"),
          "the definition has " + nodeCount + " nodes; at most " + limits.nodes() + " are allowed",
          "move a part of it into a subprocess");
      throw new InvalidDefinition(problems.errors());
    }
  }

  private WorkflowDefinition inline(Fields workflow, OutlineNode parent, Identity outer) {
    String name = outer.name() + "/" + parent.id;
    return read(workflow, parent.depth + 1, name, outer.version().text());
  }

  private WorkflowDefinition read(
      Fields workflow, int depth, String nameOtherwise, String versionOtherwise) {
    Outline outline = Outline.of(workflow, limits, depth);
    count(workflow, outline);
    DependencyCheck.resolve(outline, problems);
    Map<String, List<String>> loopsOf = new HashMap<>();
    outline.byId().forEach((id, node) -> loopsOf.put(id, node.loops));
    Expressions expressions =
        new Expressions(
            language, Vocabulary.of(outline.byId().keySet()), loopsOf, List.of(), problems);
    Identity identity = identity(workflow, nameOtherwise, versionOtherwise);
    WorkflowConfig config = config(workflow, expressions);
    NodeReader nodes =
        new NodeReader(
            new HeaderReader(config.retry(), config.distribution()),
            expressions,
            new SubprocessReader((inner, parent) -> inline(inner, parent, identity)));
    return new WorkflowDefinition(
        identity,
        new InputReader(problems).read(workflow),
        outputs(workflow, expressions),
        config,
        nodes.block(outline.root()),
        workflow.json());
  }

  private Identity identity(Fields workflow, String nameOtherwise, String versionOtherwise) {
    Advisories.warn(workflow);
    warnOfWorkflowLifecycle(workflow);
    String name = name(workflow, nameOtherwise);
    Fields metadata = workflow.object("metadata");
    JsonNode given = workflow.get("metadata");
    return new Identity(
        name,
        workflow.text("name", name),
        version(workflow.text("version", versionOtherwise)),
        workflow.text("description"),
        metadata.text("category"),
        metadata.texts("tags"),
        given == null ? NullNode.getInstance() : given);
  }

  /** What a start event names: it must be possible to write it there. */
  private String name(Fields workflow, String nameOtherwise) {
    String property = workflow.text("id") != null || !workflow.has("name") ? "id" : "name";
    String name = workflow.text(property, nameOtherwise);
    String place = workflow.has(property) ? workflow.at(property) : workflow.pointer();
    try {
      return io.millrace.contract.Fields.text(property, name);
    } catch (InvalidField e) {
      if (!problems.isWrong(place)) {
        boolean derived = !workflow.has(property);
        problems.error(
            "wrong-value",
            place,
            (derived ? "the workflow's name, '" + name + "', " : "") + e.rule(),
            derived ? "give the inline definition an 'id'" : null);
      }
      return name;
    }
  }

  /** Of a workflow's lifecycle only the retries are acted upon. */
  private static void warnOfWorkflowLifecycle(Fields workflow) {
    Fields errors = workflow.object("lifecycle").object("errorHandling");
    for (String name : List.of("fallbackWorkflow", "compensation")) {
      if (errors.has(name)) {
        Advisories.ignored(errors, name, "lifecycle.errorHandling." + name + " of a workflow");
      }
    }
  }

  private static Version version(String text) {
    try {
      return Version.parse(text);
    } catch (IllegalArgumentException e) {
      return Version.parse("0.0.0");
    }
  }

  private static WorkflowConfig config(Fields workflow, Expressions expressions) {
    Fields config = workflow.object("config");
    Advisories.warn(config);
    return new WorkflowConfig(
        config.duration("timeout"),
        ErrorPolicyReader.workflow(workflow),
        config.whole("maxConcurrency"),
        config.priority("priority"),
        expressions.mapping(config, "businessKey"),
        expressions.mapping(config, "mutexKey"),
        config.constant("mutexPolicy", MutexPolicy.class, MutexPolicy.QUEUE),
        DistributionReader.read(config, Distribution.DEFAULTS, expressions),
        recovery(config.object("recovery")));
  }

  private static Recovery recovery(Fields recovery) {
    for (String name : List.of("maxRecoveryAttempts", "recoveryStrategy")) {
      if (recovery.has(name)) {
        Advisories.ignored(recovery, name, "recovery." + name);
      }
    }
    if (!recovery.flag("enabled", true)) {
      Advisories.ignored(recovery, "enabled", "recovery.enabled");
    }
    return new Recovery(
        recovery.flag("enabled", true),
        recovery.whole("maxRecoveryAttempts"),
        recovery.text("recoveryStrategy"));
  }

  private static @Nullable Map<String, OutputParameter> outputs(
      Fields workflow, Expressions expressions) {
    if (!(workflow.get("outputs") instanceof ObjectNode json)) {
      return null;
    }
    Fields outputs = workflow.object("outputs");
    Map<String, OutputParameter> parameters = new LinkedHashMap<>();
    json.fieldNames()
        .forEachRemaining(
            name -> {
              Fields output = outputs.object(name);
              parameters.put(
                  name,
                  new OutputParameter(
                      name, expressions.value(output, "value"), output.text("description")));
            });
    return Collections.unmodifiableMap(parameters);
  }
}

package io.millrace.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.Outline.OutlineNode;
import io.millrace.expression.Template;
import org.jspecify.annotations.Nullable;

/** Reads subprocesses. */
final class SubprocessReader {

  /** Reads a definition that stands inside another. */
  @FunctionalInterface
  interface InlineReader {
    WorkflowDefinition read(Fields workflow, OutlineNode parent);
  }

  private final InlineReader inline;

  SubprocessReader(InlineReader inline) {
    this.inline = inline;
  }

  SubprocessNode read(OutlineNode node, NodeHeader header, Expressions expressions) {
    Fields fields = node.fields;
    return new SubprocessNode(
        header,
        source(node, expressions),
        expressions.mappings(fields, "inputMapping"),
        expressions.mappings(fields, "outputMapping"),
        fields.flag("waitForCompletion", true),
        fallback(fields, expressions));
  }

  private SubprocessSource source(OutlineNode node, Expressions expressions) {
    Fields fields = node.fields;
    Fields source = fields.object("workflowSource");
    if (fields.has("workflowName")) {
      if (!source.isEmpty() && !"repository".equals(source.text("type"))) {
        fields
            .problems()
            .error(
                "subprocess-source",
                fields.pointer(),
                "a subprocess has either 'workflowName' or 'workflowSource'",
                "leave one of them out");
      }
      return named(fields, "workflowName", expressions);
    }
    return switch (source.text("type", "")) {
      case "inline" -> inline(node, source, expressions);
      case "url" -> {
        source
            .problems()
            .warning(
                "advisory",
                source.at("url"),
                "workflowSource 'url' is not acted upon: the node fails when it is reached",
                "deploy that workflow and name it in 'workflowName'");
        yield new SubprocessSource.Url(source.text("url", ""));
      }
      case "repository" ->
          named(source, source.has("workflowName") ? "workflowName" : "name", expressions);
      default -> named(fields, "workflowName", expressions);
    };
  }

  private SubprocessSource named(Fields fields, String property, Expressions expressions) {
    if (!fields.has(property)) {
      fields
          .problems()
          .error(
              "subprocess-source",
              fields.pointer(),
              "'workflowName' is missing: a subprocess says which workflow it runs",
              "give 'workflowName', or 'workflowSource' with the definition inside");
    }
    Template name = expressions.template(fields, property);
    return new SubprocessSource.Named(
        name == null ? expressions.anyTemplate() : name, version(fields));
  }

  private static VersionRange version(Fields fields) {
    try {
      return VersionRange.parse(fields.text("version", "latest"));
    } catch (IllegalArgumentException e) {
      fields
          .problems()
          .error(
              "wrong-value",
              fields.at("version"),
              String.valueOf(e.getMessage()),
              "give an exact version, latest, or a range such as ^1.2.0");
      return new VersionRange.Latest();
    }
  }

  private SubprocessSource inline(OutlineNode node, Fields source, Expressions expressions) {
    String property = source.has("workflow") ? "workflow" : "definition";
    if (!(source.get(property) instanceof ObjectNode definition)) {
      if (!source.has(property)) {
        source
            .problems()
            .error(
                "subprocess-source",
                source.pointer(),
                "'definition' is missing: an inline source holds the workflow itself",
                null);
      }
      return new SubprocessSource.Named(expressions.anyTemplate(), new VersionRange.Latest());
    }
    return new SubprocessSource.Inline(
        inline.read(new Fields(definition, source.at(property), source.problems()), node));
  }

  private SubprocessSource.@Nullable Named fallback(Fields fields, Expressions expressions) {
    Fields errors = fields.object("lifecycle").object("errorHandling");
    Fields workflow = errors.object("fallbackWorkflow");
    if (!workflow.isEmpty()) {
      String property = workflow.has("workflowName") ? "workflowName" : "name";
      return named(workflow, property, expressions) instanceof SubprocessSource.Named named
          ? named
          : null;
    }
    Template name = expressions.template(errors, "fallbackWorkflow");
    return name == null ? null : new SubprocessSource.Named(name, new VersionRange.Latest());
  }
}

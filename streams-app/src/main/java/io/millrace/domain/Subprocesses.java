package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.Fields;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.InvalidField;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ChildFinished;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.message.ReportChild;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.SubprocessSource;
import io.millrace.definition.VersionRange;
import io.millrace.domain.state.NodeState;
import io.millrace.expression.JsonTemplate;
import org.jspecify.annotations.Nullable;

/** Subprocess nodes: they ask for a child instance and take what it gives. */
final class Subprocesses {

  private Subprocesses() {}

  /** A workflow that a child runs. */
  private record Target(String workflow, @Nullable String version) {}

  static void launch(Journal journal, Site site, SubprocessNode node) {
    Target target;
    ObjectNode input;
    try {
      target = target(journal, site, node.source());
      input = input(journal, site, node.inputMapping());
    } catch (EvaluationFailed e) {
      Launch.broken(journal, site, e.error());
      return;
    }
    request(journal, Launch.begin(journal, site, null), target, input, node, null);
  }

  private static void request(
      Journal journal,
      NodeState state,
      Target target,
      ObjectNode input,
      SubprocessNode node,
      @Nullable ErrorInfo insteadOf) {
    boolean detached = !node.waitForCompletion();
    journal.record(
        new ChildRequested(
            state.no(),
            state.attempt(),
            target.workflow(),
            target.version(),
            input,
            detached,
            insteadOf != null,
            insteadOf));
    if (detached) {
      Results.complete(journal, journal.nodes().get(state.no()), NullNode.getInstance());
    }
  }

  private static Target target(Journal journal, Site site, SubprocessSource source) {
    String place = "workflow of " + site.place().nodeId();
    return switch (source) {
      case SubprocessSource.Named named -> {
        JsonNode name =
            Evaluations.value(named.workflow(), new ExpressionScope(journal, site.scope()), place);
        if (!name.isTextual()) {
          throw EvaluationFailed.of(
              place, "it must give a workflow's name, not " + name.getNodeType());
        }
        try {
          Fields.text("workflow", name.textValue());
        } catch (InvalidField e) {
          throw EvaluationFailed.of(place, "the name " + e.rule());
        }
        boolean latest = named.version() instanceof VersionRange.Latest;
        yield new Target(name.textValue(), latest ? null : named.version().toString());
      }
      case SubprocessSource.Inline inline ->
          new Target(inline.definition().name(), inline.definition().version());
      case SubprocessSource.Url url ->
          throw EvaluationFailed.of(
              place, "definitions are not fetched from addresses; deploy it and name it");
    };
  }

  private static ObjectNode input(Journal journal, Site site, @Nullable JsonTemplate mapping) {
    if (mapping == null) {
      return journal.state().origin().input();
    }
    String place = "inputMapping of " + site.place().nodeId();
    JsonNode input = Evaluations.value(mapping, new ExpressionScope(journal, site.scope()), place);
    if (!(Evaluations.fitting(input, journal, place) instanceof ObjectNode object)) {
      throw EvaluationFailed.of(place, "it must give an object");
    }
    return object;
  }

  /** A child has ended. */
  static void report(Journal journal, ReportChild report) {
    NodeState node = journal.nodes().find(report.nodeNo());
    if (node == null
        || node.attempt() != report.attempt()
        || node.childId() != null
        || journal.state().status().ended()
        || !(Blocks.node(journal, node) instanceof SubprocessNode subprocess)) {
      return;
    }
    boolean awaited = node.status() == NodeStatus.WAITING;
    boolean detached = node.status() == NodeStatus.COMPLETED && !subprocess.waitForCompletion();
    if (!awaited && !detached) {
      return;
    }
    journal.record(new ChildFinished(node.no(), report.childId(), report.status()));
    if (awaited) {
      take(journal, journal.nodes().get(node.no()), subprocess, report);
    }
  }

  private static void take(
      Journal journal, NodeState node, SubprocessNode subprocess, ReportChild report) {
    if (report.status() != InstanceStatus.COMPLETED) {
      failed(journal, node, subprocess, report);
      return;
    }
    JsonNode output = report.output() == null ? NullNode.getInstance() : report.output();
    try {
      Results.complete(journal, node, mapped(journal, node, subprocess, output));
    } catch (EvaluationFailed e) {
      Failures.attemptFailed(journal, node, e.error());
    }
  }

  private static JsonNode mapped(
      Journal journal, NodeState node, SubprocessNode subprocess, JsonNode output) {
    return subprocess.outputMapping() == null
        ? output
        : Evaluations.value(
            subprocess.outputMapping(),
            new ExpressionScope(journal, journal.nodes().scopeOf(node)).withOutput(output),
            "outputMapping of " + node.nodeId());
  }

  private static void failed(
      Journal journal, NodeState node, SubprocessNode subprocess, ReportChild report) {
    ErrorInfo error = error(node, report);
    if (subprocess.fallback() == null || fallback(node) || willRetry(node, subprocess, error)) {
      Failures.attemptFailed(journal, node, error);
      return;
    }
    Site site = Site.again(journal, node);
    try {
      Target target = target(journal, site, subprocess.fallback());
      JsonNode input = node.input() == null ? null : node.input().get("input");
      NodeState again = Launch.begin(journal, site, null);
      ObjectNode same =
          input instanceof ObjectNode object ? object : journal.state().origin().input();
      request(journal, again, target, same, subprocess, error);
    } catch (EvaluationFailed e) {
      Failures.attemptFailed(journal, node, e.error());
    }
  }

  private static boolean fallback(NodeState node) {
    return node.input() != null && node.input().path("fallback").booleanValue();
  }

  private static boolean willRetry(NodeState node, SubprocessNode subprocess, ErrorInfo error) {
    return !fallback(node)
        && node.retryCount() < node.maxRetries()
        && subprocess.header().errors().mayRetry(error.code(), error.retryable());
  }

  private static ErrorInfo error(NodeState node, ReportChild report) {
    String status = report.status().code();
    ErrorInfo error = report.error();
    return error == null
        ? ErrorInfo.transientError(
            ErrorCodes.CHILD_FAILED,
            "The child instance "
                + report.childId()
                + " of "
                + node.nodeId()
                + " is "
                + status
                + ".")
        : new ErrorInfo(
            error.code(),
            "The child instance " + report.childId() + " is " + status + ": " + error.message(),
            !error.code().equals(ErrorCodes.NESTED_TOO_DEEP),
            error.details() == null ? null : Faults.bounded(error).details());
  }
}

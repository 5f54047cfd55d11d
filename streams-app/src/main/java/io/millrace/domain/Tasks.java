package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.contract.Fields;
import io.millrace.contract.InvalidField;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.Placement;
import io.millrace.contract.event.NodeWaiting;
import io.millrace.contract.event.SignalReceived;
import io.millrace.definition.Durations;
import io.millrace.definition.TaskNode;
import io.millrace.definition.Work;
import io.millrace.domain.state.NodeState;
import io.millrace.expression.JsonTemplate;
import java.time.Instant;
import java.util.List;
import org.pcollections.PVector;

/** Begins tasks: those that are handed out, and those that the engine does itself. */
final class Tasks {

  private static final String TIMER = "timer";
  private static final String SIGNAL = "signal";

  private Tasks() {}

  static void launch(Journal journal, Site site, TaskNode task) {
    String place = "config of " + site.place().nodeId();
    ExpressionScope scope = new ExpressionScope(journal, site.scope());
    try {
      switch (task.work()) {
        case Work.Execute execute -> execute(journal, site, execute, scope, place);
        case Work.Transform transform -> {
          JsonNode output = Evaluations.value(transform.config(), scope, place);
          Results.complete(journal, Launch.begin(journal, site, null), output);
        }
        case Work.Wait wait -> waiting(journal, site, wait, scope, place);
        case Work.Signal signal -> signal(journal, site, signal, scope, place);
      }
    } catch (EvaluationFailed e) {
      Launch.broken(journal, site, e.error());
    }
  }

  private static void execute(
      Journal journal, Site site, Work.Execute execute, ExpressionScope scope, String place) {
    Placement placement = Placements.of(journal, site, scope);
    NodeState before = site.before();
    if (before != null
        && before.status() == NodeStatus.RETRYING
        && before.input() != null
        && execute.config().references().secrets().isEmpty()) {
      Launch.handOut(journal, site, before.input(), List.of(), placement);
      return;
    }
    JsonTemplate.Resolved config = Evaluations.resolve(execute.config(), scope, place);
    Launch.handOut(
        journal,
        site,
        Evaluations.fitting(config.value(), journal, place),
        config.secrets(),
        placement);
  }

  private static void waiting(
      Journal journal, Site site, Work.Wait wait, ExpressionScope scope, String place) {
    Instant until = until(journal, wait, scope, place);
    JsonNode config = Evaluations.value(wait.config(), scope, place);
    NodeState node = Launch.begin(journal, site, Evaluations.fitting(config, journal, place));
    if (until.isAfter(journal.now())) {
      Instant due = Times.earlier(until, node.times().dueAt());
      journal.record(new NodeWaiting(node.no(), TIMER, null, due));
    } else {
      Results.complete(journal, node, NullNode.getInstance());
    }
  }

  private static Instant until(
      Journal journal, Work.Wait wait, ExpressionScope scope, String place) {
    try {
      if (wait.duration() != null) {
        JsonNode duration = Evaluations.value(wait.duration(), scope, place);
        return journal.now().plusMillis(Durations.duration(duration).toMillis());
      }
      if (wait.until() != null) {
        return Times.millis(Durations.instant(Evaluations.value(wait.until(), scope, place)));
      }
    } catch (IllegalArgumentException e) {
      throw EvaluationFailed.of(place, String.valueOf(e.getMessage()));
    }
    throw EvaluationFailed.of(place, "a wait needs a duration or an instant");
  }

  /** Such that a signal can have it: for another one the node would wait for ever. */
  private static String signalName(JsonNode name, String place) {
    if (!name.isTextual()) {
      throw EvaluationFailed.of(place, "the name of a signal must be a text, not " + name);
    }
    try {
      return Fields.text("name", name.textValue());
    } catch (InvalidField e) {
      throw EvaluationFailed.of(place, "the name of a signal " + e.rule());
    }
  }

  private static void signal(
      Journal journal, Site site, Work.Signal signal, ExpressionScope scope, String place) {
    JsonNode config = Evaluations.value(signal.config(), scope, place);
    String name = signalName(config.path("name"), place);
    NodeState node = Launch.begin(journal, site, Evaluations.fitting(config, journal, place));
    PVector<JsonNode> kept = journal.state().signals().get(name);
    if (kept != null) {
      JsonNode payload = kept.get(0);
      journal.record(new SignalReceived(name, payload, node.no(), true));
      Results.complete(journal, journal.nodes().get(node.no()), payload);
    } else {
      Instant due = Times.earlier(Launch.due(journal, signal.timeout()), node.times().dueAt());
      journal.record(new NodeWaiting(node.no(), SIGNAL, name, due));
    }
  }
}

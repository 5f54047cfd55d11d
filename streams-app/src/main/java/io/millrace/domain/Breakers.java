package io.millrace.domain;

import io.millrace.contract.event.NodeWaiting;
import io.millrace.definition.CircuitBreaker;
import io.millrace.definition.TaskNode;
import io.millrace.definition.Work;
import io.millrace.domain.state.NodeState;
import java.time.Instant;

/**
 * Keeps tasks from executors that fail again and again. A task that is kept back has not been
 * tried, so that costs none of its retries.
 */
final class Breakers {

  private static final String CIRCUIT = "circuit";

  private Breakers() {}

  /** Whether a node that could run has to leave its executor alone; if so, that is taken down. */
  static boolean holdsBack(Journal journal, Site site) {
    CircuitBreaker breaker = site.node().header().errors().circuitBreaker();
    if (breaker == null
        || !(site.node() instanceof TaskNode task)
        || !(task.work() instanceof Work.Execute execute)) {
      return false;
    }
    Instant until = journal.circuits().heldUntil(execute.executor(), breaker, journal.now());
    if (until == null) {
      return false;
    }
    NodeState before = site.before();
    NodeState node = before != null && before.held() ? before : Launch.begin(journal, site, null);
    journal.record(new NodeWaiting(node.no(), CIRCUIT, null, Times.millis(until)));
    return true;
  }
}

package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.contract.event.NodeWaiting;
import io.millrace.definition.Node;
import io.millrace.definition.TaskNode;
import io.millrace.definition.Work;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of one instance may be out at once, and begin in one decision. A task that must
 * wait keeps its place.
 */
final class Capacity {

  private static final String CAPACITY = "capacity";
  private static final String STEP = "step";

  /**
   * So many tasks are out at once whatever the definition allows: to cancel them all is one
   * decision, too.
   */
  private static final int MOST = 10_000;

  private Capacity() {}

  /** Whether a node that could run has to wait for another to end; if so, that is taken down. */
  static boolean holdsBack(Journal journal, Site site) {
    if (!takesOne(site.node()) || site.compensates() != null) {
      return false;
    }
    boolean counted = site.before() != null && site.before().holdsCapacity();
    if (!counted && free(journal) <= 0) {
      return hold(journal, site, CAPACITY, null);
    }
    // The next decision goes on at once.
    return journal.crowded() && hold(journal, site, STEP, journal.now());
  }

  private static boolean hold(
      Journal journal, Site site, String waitingFor, @Nullable Instant due) {
    NodeState node = Launch.begin(journal, site, null);
    journal.record(new NodeWaiting(node.no(), waitingFor, null, due));
    return true;
  }

  /** Begins the first node that was held back, if there is room now; tells whether it did. */
  static boolean fill(Journal journal) {
    NodeNo next = journal.nodes().heldBack();
    boolean room = next != null && free(journal) > 0;
    if (next != null && room) {
      Launch.node(journal, Site.again(journal, journal.nodes().get(next)));
    }
    return room;
  }

  /** How many iterations may begin, so that not all of a long loop is held back. */
  static int limited(Journal journal, int wanted, int running) {
    return Math.min(wanted, Math.max(running == 0 ? 1 : 0, free(journal)));
  }

  private static int free(Journal journal) {
    Integer most = journal.definition().config().maxConcurrency();
    return Math.min(MOST, most == null ? MOST : most) - journal.nodes().inUse();
  }

  private static boolean takesOne(Node node) {
    return node instanceof TaskNode task && task.work() instanceof Work.Execute;
  }
}

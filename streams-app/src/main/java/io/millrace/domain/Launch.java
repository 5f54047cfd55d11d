package io.millrace.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.NodeNo;
import io.millrace.contract.Placement;
import io.millrace.contract.SecretPlace;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Task;
import io.millrace.definition.Distribution;
import io.millrace.definition.ErrorPolicy;
import io.millrace.definition.NodeHeader;
import io.millrace.definition.TaskNode;
import io.millrace.domain.state.NodeState;
import io.millrace.domain.state.Place;
import io.millrace.expression.SecretReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Begins a node, or another attempt of it. */
final class Launch {

  private Launch() {}

  /** Begins a node, the first time or again. */
  static void node(Journal journal, Site site) {
    if (Breakers.holdsBack(journal, site) || Capacity.holdsBack(journal, site)) {
      return;
    }
    if (site.node() instanceof TaskNode task) {
      Tasks.launch(journal, site, task);
    } else {
      Containers.launch(journal, site);
    }
  }

  /** A node that cannot even begin: it is taken down as begun and failed. */
  static void broken(Journal journal, Site site, ErrorInfo error) {
    Failures.attemptFailed(journal, begin(journal, site, null), error);
  }

  /** Takes down that the engine itself runs a node from now on. */
  static NodeState begin(Journal journal, Site site, @Nullable JsonNode config) {
    return scheduled(journal, site, true, config, List.of(), null);
  }

  /** Takes down that a node is handed out. */
  static void handOut(
      Journal journal,
      Site site,
      JsonNode config,
      List<SecretReference> secrets,
      @Nullable Placement placement) {
    scheduled(
        journal,
        site,
        false,
        config,
        secrets.stream()
            .map(it -> new SecretPlace(it.pointer(), it.offset(), it.length(), it.name()))
            .toList(),
        placement);
  }

  private static NodeState scheduled(
      Journal journal,
      Site site,
      boolean internal,
      @Nullable JsonNode config,
      List<SecretPlace> secrets,
      @Nullable Placement placement) {
    NodeState before = site.before();
    Place place = site.place();
    NodeHeader header = site.node().header();
    NodeNo no = before == null ? journal.nodes().nextNo() : before.no();
    journal.record(
        new NodeScheduled(
            no,
            place.nodeId(),
            place.name(),
            place.type(),
            place.parent(),
            place.iteration(),
            place.branch(),
            place.branchIndex(),
            place.dependsOn(),
            place.executor(),
            internal,
            place.dynamic(),
            attempt(before),
            header.errors().retry().maxRetries(),
            due(journal, header.timeout()),
            config,
            secrets,
            strategy(header),
            site.compensates(),
            placement));
    return journal.nodes().get(no);
  }

  private static int attempt(@Nullable NodeState before) {
    if (before == null) {
      return 1;
    }
    return before.held() ? before.attempt() : before.attempt() + 1;
  }

  static @Nullable Instant due(Journal journal, @Nullable Duration timeout) {
    return timeout == null ? null : journal.now().plusMillis(timeout.toMillis());
  }

  private static @Nullable String strategy(NodeHeader header) {
    Distribution.Strategy strategy = header.distribution().strategy();
    if (strategy != Distribution.Strategy.CAPABILITY) {
      return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return header.errors().strategy() == ErrorPolicy.Strategy.FAILOVER ? Task.FAILOVER : null;
  }
}

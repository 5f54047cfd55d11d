package io.millrace.app.bench;

import io.millrace.contract.message.Completion;
import io.millrace.contract.message.CompletionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every end of an instance that was told, so that none is lost and none counts twice. */
final class Ledger {

  /** How many ids a complaint names. */
  private static final int NAMED = 20;

  /**
   * The end of an instance.
   *
   * @param nanos when the completion event was consumed, as {@link System#nanoTime} tells
   * @param completedAt when the engine decided it
   * @param trouble how it ended if it did not complete, else null
   */
  record End(long nanos, Instant completedAt, @Nullable String trouble) {}

  private final Map<Long, End> ends = new ConcurrentHashMap<>();
  private final Set<Long> doubled = new ConcurrentSkipListSet<>();

  /** A completion event came. */
  void ended(Completion completion, long nanos) {
    String trouble = null;
    if (completion.type() != CompletionType.COMPLETED) {
      var error = completion.error();
      trouble = completion.status() + (error == null ? "" : ": " + error.message());
    }
    long id = completion.instanceId().value();
    if (ends.putIfAbsent(id, new End(nanos, completion.completedAt(), trouble)) != null) {
      doubled.add(id);
    }
  }

  /** The end of an instance, or null if none was told yet. */
  @Nullable End end(long id) {
    return ends.get(id);
  }

  /**
   * What is wrong with instances that should all have completed once; empty if nothing is.
   *
   * @param ids all that were started
   */
  List<String> complaints(Collection<Long> ids) {
    List<String> complaints = new ArrayList<>();
    List<Long> lost = ids.stream().filter(id -> !ends.containsKey(id)).sorted().toList();
    if (!lost.isEmpty()) {
      complaints.add(named(lost, "never completed"));
    }
    if (!doubled.isEmpty()) {
      complaints.add(named(List.copyOf(doubled), "completed more than once"));
    }
    List<Long> failed = ids.stream().filter(this::failed).sorted().toList();
    if (!failed.isEmpty()) {
      End first = ends.get(failed.getFirst());
      complaints.add(
          named(failed, "did not go well") + " (" + (first == null ? "" : first.trouble()) + ")");
    }
    return complaints;
  }

  private boolean failed(long id) {
    End end = ends.get(id);
    return end != null && end.trouble() != null;
  }

  private static String named(List<Long> ids, String what) {
    return "%d instance%s %s: %s%s"
        .formatted(
            ids.size(),
            ids.size() == 1 ? "" : "s",
            what,
            ids.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", ")),
            ids.size() > NAMED ? ", …" : "");
  }
}

package io.millrace.topology;

import io.millrace.contract.Placement;
import io.millrace.contract.message.Task;
import io.millrace.topology.Roster.Worker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the worker for a task of which the definition asks more than an executor. Nothing hangs
 * on the choice: where nobody fits, whoever is able pulls the task, and where the chosen one dies,
 * its lane goes to another.
 */
final class Chooser {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Comparator<Worker> BY_LOAD =
      Comparator.comparingDouble(Worker::load)
          .thenComparingInt(worker -> worker.sent().get())
          .thenComparing(Worker::id);

  private final Roster roster;
  private final Map<String, String> lastTurns = new ConcurrentHashMap<>();

  Chooser(Roster roster) {
    this.roster = roster;
  }

  /**
   * The lane of the worker that is to have a task, or null if it is to be pulled.
   *
   * @param engineId the engine that decided it
   */
  @Nullable Integer lane(Task task, String engineId) {
    if (task.forAnyone()) {
      return null;
    }
    Worker chosen = choose(task, engineId);
    if (chosen == null) {
      return null;
    }
    chosen.sent().incrementAndGet();
    return chosen.lane();
  }

  private @Nullable Worker choose(Task task, String engineId) {
    // A failed attempt is to be followed by one elsewhere: those who pull see to that.
    if (Task.FAILOVER.equals(task.strategy()) && task.attempt() > 1) {
      return null;
    }
    Placement asked = task.placement() == null ? Placement.ANYWHERE : task.placement();
    Strategy strategy = strategy(task, asked);
    if (strategy == null && asked.engines().isEmpty()) {
      return null;
    }
    roster.awaitLoaded(PATIENCE);
    List<Worker> able = roster.workers().stream().filter(fit(task, asked, engineId)).toList();
    for (String preferred : asked.engines()) {
      for (Worker worker : able) {
        if (worker.id().equals(preferred)) {
          return worker;
        }
      }
    }
    return strategy == null || able.isEmpty() ? null : strategy.choose(task, able);
  }

  /** How a worker is chosen from those that are able. */
  private interface Strategy {
    Worker choose(Task task, List<Worker> able);
  }

  /** Null where whoever is able pulls. */
  private @Nullable Strategy strategy(Task task, Placement asked) {
    return switch (task.strategy()) {
      case "load-balanced" -> (it, able) -> leastLoaded(able);
      case "round-robin" -> this::next;
      // Any, but the same one when the task goes out a second time.
      case "random" -> (it, able) -> highest(it.idempotencyKey(), able);
      case "hash" -> (it, able) -> highest(key(it, asked), able);
      case null, default -> asked.local() ? (it, able) -> leastLoaded(able) : null;
    };
  }

  private Predicate<Worker> fit(Task task, Placement asked, String engineId) {
    String host = asked.local() ? roster.hostOf(engineId) : null;
    return worker ->
        worker.executors().contains(task.executor())
            && worker.capabilities().containsAll(asked.capabilities())
            && (!asked.local() || worker.hostname().equals(host));
  }

  private static Worker leastLoaded(List<Worker> able) {
    return able.stream().min(BY_LOAD).orElseThrow();
  }

  /** The one after the one whose turn it was, by id. */
  private Worker next(Task task, List<Worker> able) {
    String turn =
        lastTurns.compute(
            task.executor(),
            (executor, last) ->
                able.stream()
                    .map(Worker::id)
                    .filter(id -> last == null || id.compareTo(last) > 0)
                    .findFirst()
                    .orElse(able.getFirst().id()));
    return able.stream().filter(worker -> worker.id().equals(turn)).findFirst().orElseThrow();
  }

  private static String key(Task task, Placement asked) {
    return asked.key() == null ? task.instanceId().toString() : asked.key();
  }

  /**
   * Rendezvous hashing: when a worker comes or goes, only the keys that it gets or had go to
   * another.
   */
  private static Worker highest(String key, List<Worker> able) {
    return able.stream()
        .max(Comparator.comparingLong(worker -> score(key, worker.id())))
        .orElseThrow();
  }

  /** FNV-1a over both, then mixed: of two ids that differ in the last character only, too. */
  private static long score(String key, String id) {
    long hash = 0xcbf29ce484222325L;
    String both = key + '\n' + id;
    for (int i = 0; i < both.length(); i++) {
      hash = (hash ^ both.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}

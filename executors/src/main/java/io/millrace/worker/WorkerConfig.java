package io.millrace.worker;

import java.util.Map;
import java.util.Set;

/**
 * Everything that can be set about a worker; docs/executors.md lists the settings.
 *
 * @param kafka how to reach Kafka
 * @param prefix what the names of Millrace's topics start with
 * @param id the worker's name in the engine directory and in results
 * @param hostname the machine's name: engines of the same name are on the same machine
 * @param executors the executors to serve; empty means all that are found
 * @param capabilities what tasks may ask for besides an executor, and this worker offers
 * @param consumer how tasks are consumed
 * @param concurrency how many tasks run at once at most
 * @param timing when it does what
 * @param createTopics whether it creates missing topics that only workers need
 * @param maxOutputBytes the largest output of a task, in bytes of JSON
 * @param deliveryLimit on which delivery a task is given up as one that kills its workers
 * @param secrets where secrets come from
 * @param executorSettings settings of executors by {@code <executor>.<setting>}
 */
public record WorkerConfig(
    KafkaAccess kafka,
    String prefix,
    String id,
    String hostname,
    Set<String> executors,
    Set<String> capabilities,
    ConsumerKind consumer,
    int concurrency,
    WorkerTiming timing,
    boolean createTopics,
    int maxOutputBytes,
    int deliveryLimit,
    Secrets secrets,
    Map<String, String> executorSettings) {

  /** Copies the collections. */
  public WorkerConfig {
    executors = Set.copyOf(executors);
    capabilities = Set.copyOf(capabilities);
    executorSettings = Map.copyOf(executorSettings);
  }

  /**
   * Reads the settings that start with {@code millrace.}; others are left alone. Secrets are those
   * of the process's environment and of the file that a setting names.
   *
   * @throws InvalidWorkerConfig if anything is wrong: all of it at once
   */
  public static WorkerConfig of(Map<String, String> settings) {
    return of(settings, System.getenv());
  }

  /**
   * The same with an environment of its own. Its variables count as settings ({@code
   * MILLRACE_WORKER_CONCURRENCY} is {@code millrace.worker.concurrency}) where {@code settings} has
   * none of that name.
   *
   * @throws InvalidWorkerConfig if anything is wrong: all of it at once
   */
  public static WorkerConfig of(Map<String, String> settings, Map<String, String> environment) {
    return new WorkerConfigReader(settings, environment).read();
  }

  /** The names of the groups and clients of all workers with this prefix start with it. */
  String group() {
    return prefix + "-workers";
  }
}

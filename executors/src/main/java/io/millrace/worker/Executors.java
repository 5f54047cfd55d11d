package io.millrace.worker;

import io.millrace.contract.Problem;
import io.millrace.executor.ExecutorEnvironment;
import io.millrace.executor.TaskExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses, checks and opens the executors that a worker serves. */
final class Executors {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final WorkerConfig config;
  private final List<Problem> problems = new ArrayList<>();

  private Executors(WorkerConfig config) {
    this.config = config;
  }

  /**
   * Opens those of {@code found} that the configuration wants.
   *
   * @throws InvalidWorkerConfig if an executor is missing or refuses its settings; then none is
   *     open
   */
  static Map<String, TaskExecutor> open(WorkerConfig config, Collection<TaskExecutor> found) {
    Executors executors = new Executors(config);
    Map<String, TaskExecutor> chosen = executors.choose(found);
    executors.checkSettings(found);
    executors.openAll(chosen);
    if (!executors.problems.isEmpty()) {
      chosen.values().forEach(TaskExecutor::close);
      throw new InvalidWorkerConfig(executors.problems);
    }
    return Map.copyOf(chosen);
  }

  private Map<String, TaskExecutor> choose(Collection<TaskExecutor> found) {
    Map<String, TaskExecutor> chosen = new TreeMap<>();
    for (TaskExecutor executor : found) {
      String name = executor.name();
      if (!NAME.matcher(name).matches()) {
        problem(
            executor.getClass().getName(),
            "has the name \"%s\"; a name is 1 to 100 letters, digits, '.', '_' or '-'"
                .formatted(name),
            null);
      } else if (config.executors().isEmpty() || config.executors().contains(name)) {
        TaskExecutor other = chosen.putIfAbsent(name, executor);
        if (other != null) {
          problem(
              name,
              "is the name of two executors: %s and %s"
                  .formatted(other.getClass().getName(), executor.getClass().getName()),
              "take one of them off the class path");
        }
      }
    }
    Set<String> missing = new TreeSet<>(config.executors());
    missing.removeAll(chosen.keySet());
    if (!missing.isEmpty()) {
      problem(
          "millrace.worker.executors",
          "names %s, for which there is no executor".formatted(missing),
          "is its jar on the class path, with META-INF/services/%s in it?"
              .formatted(TaskExecutor.class.getName()));
    } else if (chosen.isEmpty()) {
      problem("millrace.worker.executors", "leaves no executor to serve", null);
    }
    return chosen;
  }

  private void checkSettings(Collection<TaskExecutor> found) {
    Set<String> known = new TreeSet<>();
    for (TaskExecutor executor : found) {
      executor.settings().forEach(setting -> known.add(executor.name() + "." + setting));
    }
    for (String setting : new TreeSet<>(config.executorSettings().keySet())) {
      if (!known.contains(setting)) {
        problem(
            WorkerConfigReader.EXECUTOR + setting,
            "is no setting of an executor here",
            "known are " + known);
      }
    }
  }

  private void openAll(Map<String, TaskExecutor> chosen) {
    chosen.forEach(
        (name, executor) -> {
          try {
            executor.open(
                new ExecutorEnvironment(
                    config.id(), config.prefix(), config.kafka().settings(), settingsOf(executor)));
          } catch (IllegalArgumentException e) {
            problem(WorkerConfigReader.EXECUTOR + name, String.valueOf(e.getMessage()), null);
          }
        });
  }

  private Map<String, String> settingsOf(TaskExecutor executor) {
    Map<String, String> own = new HashMap<>();
    for (String setting : executor.settings()) {
      String value = config.executorSettings().get(executor.name() + "." + setting);
      if (value != null) {
        own.put(setting, value);
      }
    }
    return own;
  }

  private void problem(String where, String rule, @Nullable String hint) {
    problems.add(new Problem("invalid-setting", where, rule, hint));
  }
}

package io.millrace.definition;

import java.util.Set;

/** Warns of what the format knows but the engine does not act upon. */
final class Advisories {

  private static final Set<String> BLOCKS =
      Set.of(
          "resourceAllocation",
          "resources",
          "limits",
          "loadBalancing",
          "executionScheduler",
          "synchronization",
          "dataSharing",
          "dataIsolation",
          "resultMerging",
          "communication",
          "dataTransformation");

  private static final Set<String> ACTED_UPON =
      Set.of("retryPolicy", "fallbackWorkflow", "compensation");

  private Advisories() {}

  static void warn(Fields fields) {
    fields
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (BLOCKS.contains(name)) {
                ignored(fields, name, name);
              }
            });
    if (fields.has("lifecycle")) {
      warnOfLifecycle(fields.object("lifecycle"));
    }
  }

  private static void warnOfLifecycle(Fields lifecycle) {
    lifecycle
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("errorHandling")) {
                ignored(lifecycle, name, "lifecycle." + name);
              }
            });
    Fields errors = lifecycle.object("errorHandling");
    errors
        .json()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!ACTED_UPON.contains(name)) {
                ignored(errors, name, "lifecycle.errorHandling." + name);
              }
            });
  }

  static void ignored(Fields fields, String name, String shown) {
    fields
        .problems()
        .warning("advisory", fields.at(name), "'" + shown + "' is kept but not acted upon", null);
  }
}

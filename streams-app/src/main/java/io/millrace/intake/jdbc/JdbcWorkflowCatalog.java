package io.millrace.intake.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.definition.Version;
import io.millrace.definition.VersionRange;
import io.millrace.intake.VersionsChanged;
import io.millrace.intake.Workflow;
import io.millrace.intake.WorkflowCatalog;
import io.millrace.intake.WorkflowRef;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Row;
import io.millrace.jdbc.RowChange;
import io.millrace.jdbc.RowStatement;
import io.millrace.jdbc.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link WorkflowCatalog} on {@code workflow_definitions}. What a version says never changes and is
 * kept. Which version a start event gets may change at any time, and takes effect at once: that is
 * kept too, and each transaction that acts on it checks it.
 */
public final class JdbcWorkflowCatalog implements WorkflowCatalog {

  /** Makes a stored definition ready to decide. */
  @FunctionalInterface
  public interface Compiler {
    /**
     * Compiles a definition.
     *
     * @throws RuntimeException if it is not valid
     */
    Workflow compile(long definitionId, String name, String version, JsonNode definition);
  }

  private static final Logger LOG = LoggerFactory.getLogger(JdbcWorkflowCatalog.class);

  private static final int KEPT = 1_000;

  private static final Set<String> STARTABLE = Set.of("active", "deprecated");

  private static final RowStatement UNCHANGED =
      RowStatement.count(
          "workflow_definitions", List.of("id", "is_active"), "status IN ('active', 'deprecated')");

  private record Stored(long id, String name, String version, String status, boolean active) {}

  private final JdbcRunner runner;
  private final Compiler compiler;
  private final Map<Long, Workflow> kept = new Latest<>();
  private final Map<WorkflowRef, Lookup> answers = new Latest<>();

  /** A catalog with nothing kept yet. */
  public JdbcWorkflowCatalog(JdbcRunner runner, Compiler compiler) {
    this.runner = runner;
    this.compiler = compiler;
  }

  /**
   * That versions may still be started, and are active or not as they were.
   *
   * @throws VersionsChanged by the transaction, if they are not
   */
  static RowChange unchanged(Collection<Lookup.Found> versions) {
    return RowChange.ofExisting(
        UNCHANGED,
        versions.stream()
            .map(version -> Row.of(version.workflow().definitionId(), version.active()))
            .toList(),
        VersionsChanged::new);
  }

  @Override
  public Map<WorkflowRef, Lookup> find(Collection<WorkflowRef> references) {
    Map<WorkflowRef, Lookup> found = new HashMap<>();
    Set<WorkflowRef> unknown = new HashSet<>();
    for (WorkflowRef reference : references) {
      Lookup answer = answers.get(reference);
      if (answer == null) {
        unknown.add(reference);
      } else {
        found.put(reference, answer);
      }
    }
    if (!unknown.isEmpty()) {
      found.putAll(lookUp(unknown));
    }
    return found;
  }

  @Override
  public void forgetAnswers() {
    answers.clear();
  }

  private Map<WorkflowRef, Lookup> lookUp(Set<WorkflowRef> references) {
    Set<String> names = references.stream().map(WorkflowRef::name).collect(Collectors.toSet());
    Map<String, List<Stored>> versions =
        runner.inTransaction(transaction -> versions(transaction, names)).stream()
            .collect(Collectors.groupingBy(Stored::name));
    Map<WorkflowRef, Lookup> found = new HashMap<>();
    Map<WorkflowRef, Stored> chosen = new HashMap<>();
    for (WorkflowRef reference : references) {
      List<Stored> known = versions.getOrDefault(reference.name(), List.of());
      Stored version = choose(reference, known);
      if (version == null) {
        found.put(reference, missing(reference, known));
      } else if (!STARTABLE.contains(version.status())) {
        found.put(reference, notStartable(version));
      } else {
        chosen.put(reference, version);
      }
    }
    Map<Long, Workflow> workflows = byId(chosen.values().stream().map(Stored::id).toList());
    chosen.forEach(
        (reference, version) -> {
          Lookup answer = found(version, workflows);
          found.put(reference, answer);
          // A range may get a newer version without a change of the one it has now.
          if (answer instanceof Lookup.Found && !isRange(reference)) {
            answers.put(reference, answer);
          }
        });
    return found;
  }

  @Override
  public Map<Long, Workflow> byId(Collection<Long> definitionIds) {
    Map<Long, Workflow> found = new HashMap<>();
    Set<Long> missing = new HashSet<>();
    for (Long id : definitionIds) {
      Workflow workflow = kept.get(id);
      if (workflow == null) {
        missing.add(id);
      } else {
        found.put(id, workflow);
      }
    }
    if (!missing.isEmpty()) {
      load(missing).forEach(workflow -> found.put(workflow.definitionId(), workflow));
    }
    return found;
  }

  private List<Workflow> load(Set<Long> ids) {
    List<Workflow> loaded = new ArrayList<>();
    runner.run(
        transaction ->
            transaction.queryIn(
                "SELECT id, name, version, definition FROM workflow_definitions WHERE id IN (?)",
                List.of(),
                ids,
                row -> {
                  Workflow workflow =
                      compile(
                          row.getLong("id"),
                          row.getString("name"),
                          row.getString("version"),
                          row.getString("definition"));
                  if (workflow != null) {
                    loaded.add(workflow);
                  }
                  return row.getLong("id");
                }));
    loaded.forEach(workflow -> kept.put(workflow.definitionId(), workflow));
    return loaded;
  }

  private @Nullable Workflow compile(long id, String name, String version, String definition) {
    try {
      return compiler.compile(id, name, version, Json.tree(definition));
    } catch (RuntimeException e) {
      LOG.error("Definition {} (workflow {}, version {}) cannot be run", id, name, version, e);
      return null;
    }
  }

  private static List<Stored> versions(Transaction transaction, Set<String> names) {
    return transaction.queryIn(
        "SELECT id, name, version, status, is_active FROM workflow_definitions WHERE name IN (?)",
        List.of(),
        names,
        row ->
            new Stored(
                row.getLong("id"),
                row.getString("name"),
                row.getString("version"),
                row.getString("status"),
                row.getBoolean("is_active")));
  }

  /** The version with that very text, else the newest that a range such as ^1.2.0 includes. */
  private static @Nullable Stored choose(WorkflowRef reference, List<Stored> known) {
    String wanted = reference.version();
    if (wanted == null || wanted.equals("latest")) {
      return known.stream().filter(Stored::active).findFirst().orElse(null);
    }
    return known.stream()
        .filter(stored -> stored.version().equals(wanted))
        .findFirst()
        .or(() -> isRange(reference) ? newest(wanted, known) : Optional.empty())
        .orElse(null);
  }

  private static boolean isRange(WorkflowRef reference) {
    return reference.version() != null && reference.version().startsWith("^");
  }

  private static Optional<Stored> newest(String range, List<Stored> known) {
    try {
      VersionRange wanted = VersionRange.parse(range);
      return known.stream()
          .filter(stored -> STARTABLE.contains(stored.status()))
          .filter(stored -> wanted.includes(Version.parse(stored.version())))
          .max(Comparator.comparing(stored -> Version.parse(stored.version())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Lookup missing(WorkflowRef reference, List<Stored> known) {
    if (known.isEmpty()) {
      return new Lookup.Missing(
          "workflow-unknown",
          "No workflow is called \"%s\". Deploy it first: millrace deploy FILE"
              .formatted(reference.name()));
    }
    Set<String> versions =
        known.stream().map(Stored::version).collect(Collectors.toCollection(TreeSet::new));
    if (reference.version() == null) {
      return new Lookup.Missing(
          "workflow-inactive",
          "Workflow \"%s\" has no active version. Activate one of %s, or name one in \"version\"."
              .formatted(reference.name(), versions));
    }
    return new Lookup.Missing(
        "version-unknown",
        "Workflow \"%s\" has no version \"%s\". There are %s."
            .formatted(reference.name(), reference.version(), versions));
  }

  private static Lookup notStartable(Stored version) {
    return new Lookup.Missing(
        "version-not-startable",
        "Version %s of workflow \"%s\" is %s and cannot be started."
            .formatted(version.version(), version.name(), version.status()));
  }

  private static Lookup found(Stored version, Map<Long, Workflow> workflows) {
    Workflow workflow = workflows.get(version.id());
    return workflow == null
        ? new Lookup.Missing(
            "definition-invalid",
            "Version %s of workflow \"%s\" cannot be run by this engine: its definition is not valid."
                .formatted(version.version(), version.name()))
        : new Lookup.Found(workflow, version.active());
  }

  /** As many entries as are kept, those that were asked for last. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > KEPT;
    }
  }
}

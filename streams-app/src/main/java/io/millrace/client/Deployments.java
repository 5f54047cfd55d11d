package io.millrace.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.Topics;
import io.millrace.contract.message.DefinitionPublished;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.jdbc.DatabaseFault;
import io.millrace.jdbc.JdbcRunner;
import io.millrace.jdbc.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Puts workflow definitions where engines find them. A version never changes once it is there: it
 * may be running.
 *
 * @param runner runs the transactions
 * @param clock stamps the rows
 */
public record Deployments(JdbcRunner runner, Clock clock) {

  private static final int MOST_ATTEMPTS = 10;

  /** What a deployment did. */
  public enum Outcome {
    /** The version is new; it is active now. */
    DEPLOYED,
    /** The version was there with the same content and was active already. */
    UNCHANGED,
    /** The version was there with the same content; it is active again. */
    ACTIVATED
  }

  /** The version is there with another content. */
  public static final class VersionTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VersionTaken(String workflow, String version) {
      super(
          "%s %s is deployed already with another content; give the changed definition a new version"
              .formatted(workflow, version));
    }
  }

  private record Known(long id, JsonNode definition, boolean active) {}

  /**
   * Deploys a definition and makes it the active version of its workflow. The definitions inside
   * it, of inline subprocesses, are deployed under their own names.
   *
   * @param definition what was loaded from {@code source}
   * @param source the definition as it was given
   * @throws VersionTaken if the version is there with another content
   */
  public Outcome deploy(WorkflowDefinition definition, JsonNode source) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(definition, source);
      } catch (DatabaseFault fault) {
        // Somebody deploys the same workflow at this moment: the next attempt sees what they did.
        boolean together =
            fault.kind() == DatabaseFault.Kind.DUPLICATE
                || fault.kind() == DatabaseFault.Kind.CONTENDED;
        if (!together || attempt == MOST_ATTEMPTS) {
          throw fault;
        }
      }
    }
  }

  private Outcome once(WorkflowDefinition definition, JsonNode source) {
    Instant now = clock.instant();
    return runner.inTransaction(
        transaction -> {
          for (WorkflowDefinition inner : InlineDefinitions.in(definition)) {
            deploy(transaction, inner, InlineDefinitions.named(inner), now);
          }
          return deploy(transaction, definition, source, now);
        });
  }

  private static Outcome deploy(
      Transaction transaction, WorkflowDefinition definition, JsonNode source, Instant now) {
    List<Known> known =
        transaction.query(
            "SELECT id, definition, is_active FROM workflow_definitions"
                + " WHERE name = ? AND version = ? FOR UPDATE",
            List.of(definition.name(), definition.version()),
            row ->
                new Known(
                    row.getLong("id"),
                    Json.tree(row.getString("definition")),
                    row.getBoolean("is_active")));
    if (known.isEmpty()) {
      deactivate(transaction, definition.name(), now);
      long id = insert(transaction, definition, source, now);
      publish(transaction, id, definition, source, now);
      return Outcome.DEPLOYED;
    }
    return redeploy(transaction, known.getFirst(), definition, source, now);
  }

  private static Outcome redeploy(
      Transaction transaction,
      Known known,
      WorkflowDefinition definition,
      JsonNode source,
      Instant now) {
    if (!known.definition().equals(RowDifference.SAME_NUMBERS, source)) {
      throw new VersionTaken(definition.name(), definition.version());
    }
    if (known.active()) {
      return Outcome.UNCHANGED;
    }
    deactivate(transaction, definition.name(), now);
    transaction.update(
        "UPDATE workflow_definitions SET is_active = TRUE, status = 'active', updated_at = ?"
            + " WHERE id = ?",
        now,
        known.id());
    publish(transaction, known.id(), definition, source, now);
    return Outcome.ACTIVATED;
  }

  private static void deactivate(Transaction transaction, String workflow, Instant now) {
    transaction.update(
        "UPDATE workflow_definitions SET is_active = FALSE, updated_at = ?"
            + " WHERE name = ? AND is_active",
        now,
        workflow);
  }

  private static long insert(
      Transaction transaction, WorkflowDefinition definition, JsonNode source, Instant now) {
    transaction.update(
        "INSERT INTO workflow_definitions (name, version, display_name, description, definition,"
            + " category, tags, status, is_active, created_by, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, 'active', TRUE, ?, ?, ?)",
        definition.name(),
        definition.version(),
        text(source.path("name")),
        text(source.path("description")),
        Json.text(source),
        text(source.path("metadata").path("category")),
        source.path("metadata").path("tags").isArray()
            ? Json.text(source.path("metadata").path("tags"))
            : null,
        text(source.path("metadata").path("author")),
        now,
        now);
    return transaction
        .query("SELECT LAST_INSERT_ID()", List.of(), row -> row.getLong(1))
        .getFirst();
  }

  private static void publish(
      Transaction transaction,
      long id,
      WorkflowDefinition definition,
      JsonNode source,
      Instant now) {
    DefinitionPublished message =
        new DefinitionPublished(
            id, definition.name(), definition.version(), "active", true, source);
    String key = definition.name() + "/" + definition.version();
    transaction.update(
        "INSERT INTO outbox (aggregatetype, aggregateid, type, payload, headers, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        Topics.DEFINITIONS.suffix(),
        key,
        DefinitionPublished.TYPE,
        Json.bytes(message),
        Json.text(
            CloudEvents.headers(
                key + "@" + now.toEpochMilli(),
                DefinitionPublished.TYPE,
                "millrace/deploy",
                now,
                null)),
        now);
  }

  private static @org.jspecify.annotations.Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}

package io.millrace.endtoend;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.client.Verification;
import io.millrace.contract.InstanceId;
import io.millrace.contract.message.Completion;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * That whatever happened in between, every instance ended, everything took effect once, and MySQL
 * and Kafka agree on it.
 *
 * @param millrace what is to be proven of
 */
record Proof(RunningMillrace millrace) {

  private static final int PARTITION_BITS = 40;
  private static final int EXAMPLES = 5;

  /** A value that belongs to an instance. */
  private record Of(InstanceId instance, String value) {}

  /** Proves it for these; the agreement is proven for all instances that there are. */
  void of(Batch... batches) {
    Map<InstanceId, List<Completion>> completions = Endings.all(millrace);
    for (Batch batch : batches) {
      requireCompleted(batch);
      requireNodesOnce(batch);
      requireStepsOnce(batch);
      requireTransitionsOnce(batch);
      requireOneCompletionEach(batch, completions);
    }
    ofAgreement();
  }

  /** Proves that MySQL and Kafka agree, and that nothing was put aside. */
  void ofAgreement() {
    requireNoDeadLetters();
    requireAgreement();
  }

  private void requireCompleted(Batch batch) {
    Map<InstanceId, List<String>> status =
        grouped("SELECT id, status FROM workflow_instances WHERE external_id LIKE ?", batch);

    assertThat(status.keySet()).as("instances of %s", batch.tag()).isEqualTo(batch.ids());
    assertThat(status).allSatisfy((id, found) -> assertThat(found).containsExactly("completed"));
  }

  private void requireNodesOnce(Batch batch) {
    assertEach(
        "nodes",
        batch,
        member -> member.kind().nodes(member.n()),
        grouped(
            "SELECT i.id, CONCAT_WS(' ', n.node_id, n.status, n.attempt)"
                + " FROM workflow_instances i JOIN task_nodes n ON n.workflow_instance_id = i.id"
                + " WHERE i.external_id LIKE ?",
            batch));
  }

  /** What was logged of them: one row per step that took effect. */
  private void requireStepsOnce(Batch batch) {
    assertEach(
        "log",
        batch,
        member -> member.kind().steps(member.n()),
        grouped(
            "SELECT i.id, CONCAT_WS(' ', l.node_id, SUBSTRING_INDEX(l.message, ',', 2)) FROM"
                + " workflow_instances i JOIN execution_logs l ON l.workflow_instance_id = i.id"
                + " WHERE i.external_id LIKE ? AND (l.message LIKE 'Scheduled%' OR l.message IN"
                + " ('Started', 'Completed'))",
            batch));
  }

  /** In the outbox, numbered without gaps up to what the instance's row says. */
  private void requireTransitionsOnce(Batch batch) {
    Map<InstanceId, List<String>> sequences =
        grouped(
            "SELECT i.id, LPAD(o.sequence, 6, '0') FROM workflow_instances i"
                + " JOIN outbox o ON o.aggregateid = CAST(i.id AS CHAR)"
                + " WHERE o.aggregatetype = 'transitions' AND i.external_id LIKE ?",
            batch);
    Map<InstanceId, List<String>> last =
        grouped("SELECT id, sequence FROM workflow_instances WHERE external_id LIKE ?", batch);

    assertThat(sequences.keySet()).isEqualTo(batch.ids());
    assertThat(sequences)
        .allSatisfy(
            (id, found) ->
                assertThat(found)
                    .as("transitions of %s", id)
                    .isEqualTo(
                        IntStream.rangeClosed(
                                1, Integer.parseInt(requireNonNull(last.get(id)).getFirst()))
                            .mapToObj("%06d"::formatted)
                            .toList()));
  }

  private static void requireOneCompletionEach(
      Batch batch, Map<InstanceId, List<Completion>> completions) {
    for (InstanceId id : batch.ids()) {
      assertThat(completions.getOrDefault(id, List.of()))
          .as("completion events of %s", id)
          .hasSize(1)
          .allSatisfy(completion -> assertThat(completion.status()).isEqualTo("completed"));
    }
  }

  private void requireNoDeadLetters() {
    assertThat(
            query(
                "SELECT id, CAST(payload AS CHAR) FROM outbox WHERE aggregatetype ="
                    + " 'dead-letters'"))
        .as("dead letters")
        .isEmpty();
  }

  private void requireAgreement() {
    JdbcInstanceStore store = new JdbcInstanceStore(millrace.database());
    Map<Integer, Set<InstanceId>> known =
        query("SELECT id, '' FROM workflow_instances").stream()
            .map(Of::instance)
            .collect(groupingBy(id -> (int) (id.value() >> PARTITION_BITS), toSet()));
    Verification.Report report =
        new Verification(millrace.log(), millrace.addresses().prefix(), store::load)
            .all(partition -> known.getOrDefault(partition, Set.of()));

    assertThat(report.differences()).as("differences between MySQL and Kafka").isEmpty();
    assertThat(report.instances())
        .isGreaterThanOrEqualTo(known.values().stream().mapToLong(Set::size).sum());
  }

  private static void assertEach(
      String what,
      Batch batch,
      Function<Batch.Member, List<String>> expected,
      Map<InstanceId, List<String>> found) {
    List<InstanceId> different =
        batch.instances().entrySet().stream()
            .filter(
                member ->
                    !sorted(expected.apply(member.getValue())).equals(found.get(member.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(different)
        .as(
            "%s of %s",
            what,
            different.stream()
                .limit(EXAMPLES)
                .map(id -> "%s %s: %s".formatted(id, batch.instances().get(id), found.get(id)))
                .toList())
        .isEmpty();
  }

  private static List<String> sorted(List<String> values) {
    List<String> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }

  private Map<InstanceId, List<String>> grouped(String sql, Batch batch) {
    Map<InstanceId, List<String>> grouped =
        query(sql, batch.tag() + "%").stream()
            .collect(groupingBy(Of::instance, mapping(Of::value, toList())));
    grouped.replaceAll((id, values) -> sorted(values));
    return grouped;
  }

  private List<Of> query(String sql, Object... parameters) {
    return millrace
        .database()
        .inTransaction(
            transaction ->
                transaction.query(
                    sql,
                    List.of(parameters),
                    row -> new Of(new InstanceId(row.getLong(1)), row.getString(2))));
  }
}

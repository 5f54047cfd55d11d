package io.millrace.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsIT extends MigratedDatabase {

  private static final int DUPLICATE = 1062;
  private static final int TRUNCATED = 1265;
  private static final int OUT_OF_RANGE = 1264;
  private static final int TOO_LONG = 1406;
  private static final int NO_PARENT = 1452;
  private static final int HAS_CHILDREN = 1451;
  private static final int CHECK_VIOLATED = 3819;

  // Definitions

  @Test
  void shouldRefuseASecondActiveVersionWhenOneIsActive() {
    refused(
        () -> Row.definition(2, "order", "2.0.0").with("is_active", true).into(sql),
        DUPLICATE,
        "uq_workflow_definitions_active_name");
  }

  @Test
  void shouldRefuseToActivateAVersionWhenAnotherIsActive() throws SQLException {
    Row.definition(2, "order", "2.0.0").into(sql);

    refused(
        () -> sql.run("UPDATE workflow_definitions SET is_active = TRUE WHERE id = 2"),
        DUPLICATE,
        "uq_workflow_definitions_active_name");
  }

  @Test
  void shouldAcceptManyInactiveVersionsWhenOneIsActive() throws SQLException {
    Row.definition(2, "order", "2.0.0").with("status", "active").into(sql);
    Row.definition(3, "order", "3.0.0").into(sql);
    Row.definition(4, "invoice", "1.0.0").with("is_active", true).into(sql);

    assertThat(sql.column("SELECT id FROM workflow_definitions WHERE is_active ORDER BY id"))
        .containsExactly("1", "4");
  }

  @Test
  void shouldRefuseAVersionWhenItExists() {
    refused(
        () -> Row.definition(2, "order", "1.0.0").into(sql),
        DUPLICATE,
        "uq_workflow_definitions_name_version");
  }

  @Test
  void shouldHoldTwoWorkflowsApartWhenTheirNamesDifferInCase() throws SQLException {
    Row.definition(2, "Order", "1.0.0").with("is_active", true).into(sql);
    sql.run("UPDATE workflow_definitions SET is_active = FALSE WHERE name = 'Order' AND is_active");

    assertThat(sql.column("SELECT name FROM workflow_definitions WHERE is_active"))
        .containsExactly("order");
  }

  @Test
  void shouldRefuseADefinitionStatusWhenUnknown() {
    refused(
        () -> Row.definition(2, "x", "1").with("status", "nonsense").into(sql),
        TRUNCATED,
        "status");
  }

  @Test
  void shouldRefuseToDeleteADefinitionWhenItHasInstances() throws SQLException {
    Row.instance(1).into(sql);

    refused(
        () -> sql.run("DELETE FROM workflow_definitions WHERE id = 1"),
        HAS_CHILDREN,
        "fk_workflow_instances_definition");
  }

  // Instances

  @Test
  void shouldRefuseAnInstanceWhenItsDefinitionIsMissing() {
    refused(
        () -> Row.instance(1).with("workflow_definition_id", 99).into(sql),
        NO_PARENT,
        "fk_workflow_instances_definition");
  }

  @Test
  void shouldRefuseAnExternalIdWhenTheWorkflowHasIt() throws SQLException {
    Row.instance(1).with("external_id", "A-1").into(sql);

    refused(
        () -> Row.instance(2).with("external_id", "A-1").into(sql),
        DUPLICATE,
        "uq_workflow_instances_name_external_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-1", "A-1 ", "Ä-1"})
  void shouldAcceptAnExternalIdWhenItDiffersInAnyByte(String other) throws SQLException {
    Row.instance(1).with("external_id", "A-1").into(sql);
    Row.instance(2).with("external_id", other).into(sql);

    assertThat(sql.column("SELECT id FROM workflow_instances WHERE external_id = ?", other))
        .containsExactly("2");
  }

  @Test
  void shouldAcceptAnExternalIdWhenOnlyAnotherWorkflowHasIt() throws SQLException {
    Row.instance(1).with("external_id", "A-1").into(sql);

    assertThatCode(() -> Row.instance(2).with("name", "x").with("external_id", "A-1").into(sql))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldAcceptManyInstancesWhenTheyHaveNoExternalId() throws SQLException {
    Row.instance(1).into(sql);
    Row.instance(2).into(sql);

    assertThat(sql.value("SELECT COUNT(*) FROM workflow_instances")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101, 127})
  void shouldRefuseAPriorityWhenOutsideZeroToHundred(int priority) {
    refused(
        () -> Row.instance(1).with("priority", priority).into(sql),
        CHECK_VIOLATED,
        "chk_workflow_instances_priority");
  }

  @Test
  void shouldRefuseAPriorityWhenItDoesNotFitItsType() {
    refused(() -> Row.instance(1).with("priority", 300).into(sql), OUT_OF_RANGE, "priority");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void shouldAcceptAPriorityWhenBetweenZeroAndHundred(int priority) throws SQLException {
    Row.instance(1).with("priority", priority).into(sql);

    assertThat(sql.value("SELECT priority FROM workflow_instances"))
        .isEqualTo(String.valueOf(priority));
  }

  @Test
  void shouldRefuseAnInstanceStatusWhenUnknown() {
    refused(() -> Row.instance(1).with("status", "nonsense").into(sql), TRUNCATED, "status");
  }

  @Test
  void shouldRefuseAnInstanceStatusWhenUnknownAndTheSessionIsNotStrict() throws SQLException {
    sql.run("SET SESSION sql_mode = ''");

    refused(
        () ->
            sql.run(
                "INSERT INTO workflow_instances (id, workflow_definition_id, name, status) VALUES"
                    + " (1, 1, 'order', 'nonsense')"),
        CHECK_VIOLATED,
        "chk_workflow_instances_status");
  }

  @Test
  void shouldRefuseMoreInstanceRetriesWhenAllAreUsed() throws SQLException {
    Row.instance(1).with("retry_count", 3).with("max_retries", 3).into(sql);

    refused(
        () -> sql.run("UPDATE workflow_instances SET retry_count = 4"),
        CHECK_VIOLATED,
        "chk_workflow_instances_retries");
  }

  @Test
  void shouldRefuseBrokenInputWhenItIsNoJson() {
    refused(() -> Row.instance(1).with("input_data", "{oops").into(sql), 3140, "input_data");
  }

  @Test
  void shouldRefuseAMutexKeyWhenLongerThanItsColumn() {
    String context = "{\"mutexKey\": \"%s\"}".formatted("k".repeat(256));

    refused(() -> Row.instance(1).with("context_data", context).into(sql), TOO_LONG, "mutex_key");
  }

  // Nodes

  @Test
  void shouldRefuseANodeWhenItsInstanceIsMissing() {
    refused(() -> Row.node(9, 1).into(sql), NO_PARENT, "fk_task_nodes_instance");
  }

  @Test
  void shouldDeleteTheNodesWhenTheirInstanceIsDeleted() throws SQLException {
    Row.instance(1).into(sql);
    Row.instance(2).into(sql);
    Row.node(1, 1).in("due_at", 5).into(sql);
    Row.node(2, 1).in("due_at", 5).into(sql);

    sql.run("DELETE FROM workflow_instances WHERE id = 1");

    assertThat(sql.column("SELECT workflow_instance_id FROM task_nodes")).containsExactly("2");
  }

  @Test
  void shouldRefuseANodeWhenItsNumberIsTaken() throws SQLException {
    Row.instance(1).into(sql);
    Row.node(1, 1).into(sql);

    refused(() -> Row.node(1, 1).into(sql), DUPLICATE, "PRIMARY");
  }

  @Test
  void shouldRefuseANodeStatusWhenUnknown() throws SQLException {
    Row.instance(1).into(sql);

    refused(() -> Row.node(1, 1).with("status", "nonsense").into(sql), TRUNCATED, "status");
  }

  @Test
  void shouldRefuseANodeStatusWhenUnknownAndTheSessionIsNotStrict() throws SQLException {
    Row.instance(1).into(sql);
    sql.run("SET SESSION sql_mode = ''");

    refused(
        () ->
            sql.run(
                "INSERT INTO task_nodes (workflow_instance_id, node_no, node_id, node_type, status)"
                    + " VALUES (1, 1, 'a', 'task', 'nonsense')"),
        CHECK_VIOLATED,
        "chk_task_nodes_status");
  }

  @Test
  void shouldRefuseMoreNodeRetriesThanAllowed() throws SQLException {
    Row.instance(1).into(sql);

    refused(
        () -> Row.node(1, 1).with("retry_count", 1).with("max_retries", 0).into(sql),
        CHECK_VIOLATED,
        "chk_task_nodes_retries");
  }

  // Locks, engines, schedules, positions

  @Test
  void shouldRefuseALockWhenAnotherOwnerHasIt() throws SQLException {
    Row.lock("mutex:customer-1", "engine-a").into(sql);

    refused(() -> Row.lock("mutex:customer-1", "engine-b").into(sql), DUPLICATE, "PRIMARY");
  }

  @Test
  void shouldHoldTwoLocksApartWhenTheirKeysDifferInCase() throws SQLException {
    Row.lock("mutex:customer-a", "engine-a").into(sql);
    Row.lock("mutex:customer-A", "engine-b").into(sql);

    assertThat(sql.value("SELECT owner FROM workflow_locks WHERE lock_key = 'mutex:customer-A'"))
        .isEqualTo("engine-b");
  }

  @Test
  void shouldRefuseALockTypeWhenUnknown() {
    refused(
        () -> Row.lock("mutex:a", "x").with("lock_type", "nonsense").into(sql),
        TRUNCATED,
        "lock_type");
  }

  @Test
  void shouldRefuseAFencingTokenWhenBelowOne() {
    refused(
        () -> Row.lock("partition:1", "x").with("fencing_token", 0).into(sql),
        CHECK_VIOLATED,
        "chk_workflow_locks_token");
  }

  @Test
  void shouldRefuseAnEngineWhenItsIdIsTaken() throws SQLException {
    Row.engine("engine-a").into(sql);

    refused(() -> Row.engine("engine-a").into(sql), DUPLICATE, "PRIMARY");
  }

  @Test
  void shouldRefuseAScheduleWhenItsNameIsTaken() throws SQLException {
    Row.schedule("nightly").into(sql);

    refused(() -> Row.schedule("nightly").into(sql), DUPLICATE, "uq_workflow_schedules_name");
  }

  @Test
  void shouldRefuseAScheduleWhenItsVersionIsMissing() {
    refused(
        () -> Row.schedule("nightly").with("workflow_definition_id", 99).into(sql),
        NO_PARENT,
        "fk_workflow_schedules_definition");
  }

  @Test
  void shouldRefuseAScheduleWhenItMayNeverRun() {
    refused(
        () -> Row.schedule("nightly").with("max_instances", 0).into(sql),
        CHECK_VIOLATED,
        "chk_workflow_schedules_max_instances");
  }

  @Test
  void shouldRefuseAPositionWhenNegative() {
    refused(
        () ->
            Row.of("intake_positions")
                .with("topic", "millrace.starts")
                .with("partition_no", 0)
                .with("topic_uuid", "u")
                .with("id_base", 0)
                .with("next_offset", -1)
                .into(sql),
        CHECK_VIOLATED,
        "chk_intake_positions_offset");
  }

  @Test
  void shouldKeepEveryByteWhenAPayloadIsNoText() throws SQLException {
    byte[] payload = {0, (byte) 0xff, '{', ' ', '}', (byte) 0xc3, 0x28};

    Row.outbox("1").with("payload", payload).into(sql);

    assertThat(sql.value("SELECT HEX(payload) FROM outbox")).isEqualTo("00FF7B207DC328");
  }

  private static void refused(ThrowingCallable statement, int error, String name) {
    assertThatThrownBy(statement)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(error))
        .hasMessageContaining(name);
  }
}

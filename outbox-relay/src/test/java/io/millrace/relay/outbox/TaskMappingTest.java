package io.millrace.relay.outbox;

import static io.millrace.relay.outbox.TransitionRows.AT;
import static io.millrace.relay.outbox.TransitionRows.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.contract.Json;
import io.millrace.contract.Placement;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TaskMappingTest {

  private final TaskMapping mapping = new TaskMapping("test");

  @Test
  void shouldHandOutEachTaskOnTheTopicOfItsExecutor() {
    List<ProducerRecord<byte[], byte[]>> tasks =
        mapping.tasksOf(
            effect("dispatch", new InstanceStarted(null), node(1, "http"), node(2, "sql")));

    assertThat(tasks)
        .extracting(ProducerRecord::topic)
        .containsExactly("test.tasks.http", "test.tasks.sql");
    ProducerRecord<byte[], byte[]> first = tasks.getFirst();
    Task task = Json.read(first.value(), Task.class);
    assertThat(task.instanceId()).isEqualTo(ID);
    assertThat(task.config()).isEqualTo(Json.tree("{\"sku\":\"A-1\"}"));
    assertThat(task.replyPartition()).isEqualTo(3);
    assertThat(first.key()).isEqualTo(ID.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(first.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(CloudEvents.read(first.headers(), CloudEvents.ID)).isEqualTo(ID + "/1/1");
    assertThat(CloudEvents.read(first.headers(), CloudEvents.TRACE_PARENT)).isEqualTo("00-trace");
  }

  @Test
  void shouldLeaveAllTasksOfAnEffectAloneIfAWorkerIsToBeChosenForOne() {
    Placement placed = new Placement(false, "customer-17", List.of(), List.of());

    assertThat(
            mapping.tasksOf(
                effect("dispatch", node(1, "http"), TransitionRows.node(2, "sql", placed))))
        .isEmpty();
  }

  @Test
  void shouldLeaveAnEffectAloneThatIsNotForDispatch() {
    assertThat(mapping.tasksOf(effect("subprocesses", node(1, "http")))).isEmpty();
  }

  @Test
  void shouldLeaveAnEffectAloneThatItCannotRead() {
    byte[] unreadable = {'{'};

    assertThat(mapping.tasksOf(effect("dispatch", unreadable))).isEmpty();
  }

  @Test
  void shouldLeaveNothingOfAnEffectThatWasTasksOnly() {
    assertThat(TaskMapping.withoutTasks(effect("dispatch", node(1, "http")))).isEmpty();
  }

  @Test
  void shouldLeaveToTheOtherTopologiesWhatIsTheirs() {
    assertThat(TaskMapping.withoutTasks(effect("dispatch,subprocesses", node(1, "http"))))
        .hasValueSatisfying(
            left ->
                assertThat(CloudEvents.read(left.headers(), "millrace_for"))
                    .isEqualTo("subprocesses"));
  }

  private static NodeScheduled node(int no, String executor) {
    return TransitionRows.node(no, executor, null);
  }

  private static ProducerRecord<byte[], byte[]> effect(String audience, Event... events) {
    return effect(audience, TransitionRows.sealed(events));
  }

  private static ProducerRecord<byte[], byte[]> effect(String audience, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("millrace_for", audience.getBytes(StandardCharsets.UTF_8));
    headers.add(CloudEvents.TRACE_PARENT, "00-trace".getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        "test.effects",
        3,
        AT.toEpochMilli(),
        ID.toString().getBytes(StandardCharsets.UTF_8),
        value,
        headers);
  }
}

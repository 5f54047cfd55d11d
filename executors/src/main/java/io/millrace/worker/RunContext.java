package io.millrace.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import io.millrace.contract.message.Task;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import java.time.Instant;
import java.util.Optional;

/** What an executor sees of its task. */
record RunContext(Task task, TaskConfig config, Redaction redaction, TaskRun run)
    implements TaskContext {

  @Override
  public InstanceId instanceId() {
    return task.instanceId();
  }

  @Override
  public NodeNo nodeNo() {
    return task.nodeNo();
  }

  @Override
  public String nodeId() {
    return task.nodeId();
  }

  @Override
  public String workflow() {
    return task.workflow();
  }

  @Override
  public String version() {
    return task.version();
  }

  @Override
  public int attempt() {
    return task.attempt();
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.ofNullable(task.deadline());
  }

  @Override
  public String idempotencyKey() {
    return task.idempotencyKey();
  }

  @Override
  public void progress(JsonNode progress) {
    run.life().progress(redaction.of(progress));
  }

  @Override
  public void heartbeat() {
    run.life().heartbeat();
  }

  @Override
  public boolean isCancelled() {
    return run.isCancelled();
  }
}

package io.millrace.executor.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import java.time.Instant;
import java.util.Optional;

/** A task that nobody waits for. */
record FakeContext(TaskConfig config, int attempt) implements TaskContext {

  /** The first attempt with this config; single quotes stand for double ones. */
  static FakeContext with(String config) {
    return new FakeContext(new TaskConfig(Json.tree(config.replace('\'', '"'))), 1);
  }

  FakeContext attempt(int number) {
    return new FakeContext(config, number);
  }

  @Override
  public InstanceId instanceId() {
    return new InstanceId(7);
  }

  @Override
  public NodeNo nodeNo() {
    return new NodeNo(1);
  }

  @Override
  public String nodeId() {
    return "node";
  }

  @Override
  public String workflow() {
    return "workflow";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public String idempotencyKey() {
    return "7-node-1";
  }

  @Override
  public void progress(JsonNode progress) {}

  @Override
  public void heartbeat() {}

  @Override
  public boolean isCancelled() {
    return false;
  }
}

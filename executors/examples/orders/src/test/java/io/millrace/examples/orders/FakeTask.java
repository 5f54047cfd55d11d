package io.millrace.examples.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.executor.TaskConfig;
import io.millrace.executor.TaskContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task for tests: its key, its config, and what the executor told of its progress. */
record FakeTask(String idempotencyKey, TaskConfig config, List<JsonNode> told)
    implements TaskContext {

  static FakeTask of(String key, Map<String, ?> config) {
    return new FakeTask(key, new TaskConfig(Json.tree(config)), new ArrayList<>());
  }

  @Override
  public InstanceId instanceId() {
    return new InstanceId(1);
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
    return "order";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public void progress(JsonNode progress) {
    told.add(progress);
  }

  @Override
  public void heartbeat() {}

  @Override
  public boolean isCancelled() {
    return false;
  }
}

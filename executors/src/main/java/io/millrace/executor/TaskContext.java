package io.millrace.executor;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.InstanceId;
import io.millrace.contract.NodeNo;
import java.time.Instant;
import java.util.Optional;

/** One delivery of one task, as its executor sees it. */
public interface TaskContext {

  /** The instance that waits for this. */
  InstanceId instanceId();

  /** The node in that instance. */
  NodeNo nodeNo();

  /** The node's id in the definition. */
  String nodeId();

  /** The workflow's name. */
  String workflow();

  /** The workflow's version. */
  String version();

  /** Which attempt this is, from 1. */
  int attempt();

  /** The node's config, with its templates and secrets resolved. */
  TaskConfig config();

  /** After this the result is not wanted any more; empty if there is no such time. */
  Optional<Instant> deadline();

  /**
   * The same for every delivery of the same attempt. Hand it to whatever the work changes, so that
   * a second delivery is recognised there.
   */
  String idempotencyKey();

  /**
   * Tells how far the work is; shown as the node's progress. Cheap enough to be called often: the
   * worker sends the latest value about once a second.
   */
  void progress(JsonNode progress);

  /**
   * Says that the work goes on. The worker says so by itself as long as {@link
   * TaskExecutor#execute} runs, so this is for showing a sign of life right now.
   */
  void heartbeat();

  /**
   * Whether the result is not wanted any more: the deadline has passed, or the worker is shutting
   * down. The thread has been interrupted as well. What is returned after a shutdown still counts;
   * an exception then means that the task goes to another worker.
   */
  boolean isCancelled();
}

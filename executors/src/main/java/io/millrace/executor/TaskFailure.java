package io.millrace.executor;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.ErrorInfo;

/** Fails a task from anywhere below {@link TaskExecutor#execute}. */
public final class TaskFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorInfo error;

  /** Fails with exactly this error. */
  public TaskFailure(ErrorInfo error) {
    super(error.message());
    this.error = error;
  }

  /** A failure that another attempt would meet again: the node is not retried. */
  public static TaskFailure permanent(String code, String message) {
    return new TaskFailure(ErrorInfo.permanent(code, message));
  }

  /** A failure that another attempt may not meet: the node's retry rules apply. */
  public static TaskFailure retryable(String code, String message) {
    return new TaskFailure(ErrorInfo.transientError(code, message));
  }

  /** The same failure with more to tell. */
  public TaskFailure with(JsonNode details) {
    return new TaskFailure(
        new ErrorInfo(error.code(), error.message(), error.retryable(), details));
  }

  /** What becomes the node's error. */
  public ErrorInfo error() {
    return error;
  }
}

package io.millrace.domain;

/** The stable codes of errors that the engine itself finds. */
public final class ErrorCodes {

  /** An expression of the definition could not be evaluated. */
  public static final String EXPRESSION_FAILED = "expression-failed";

  /** A config evaluates to something that the node cannot use. */
  public static final String CONFIG_INVALID = "config-invalid";

  /** An attempt of a node took longer than its time-out. */
  public static final String NODE_TIMED_OUT = "node-timed-out";

  /** The instance took longer than the workflow's time-out. */
  public static final String WORKFLOW_TIMED_OUT = "workflow-timed-out";

  /** No signal came in time. */
  public static final String SIGNAL_TIMED_OUT = "signal-timed-out";

  /** A node's resolved input, or a workflow's input, is larger than the limit. */
  public static final String INPUT_TOO_LARGE = "input-too-large";

  /** A node's output is larger than the limit. */
  public static final String OUTPUT_TOO_LARGE = "output-too-large";

  /** A value that no JSON column takes: nested too deeply, or with half a character. */
  public static final String NOT_STORABLE = "not-storable";

  /** With this output the instance would hold more than the limit. */
  public static final String STATE_TOO_LARGE = "state-too-large";

  /** A loop wants more iterations than its definition or the engine allows. */
  public static final String TOO_MANY_ITERATIONS = "too-many-iterations";

  /** A subprocess did not complete. */
  public static final String CHILD_FAILED = "child-failed";

  /** A child would have more instances above it than the limit. */
  public static final String NESTED_TOO_DEEP = "nested-too-deep";

  /** Another instance has the mutex, and the workflow says not to wait for it. */
  public static final String MUTEX_TAKEN = "mutex-taken";

  /** A workflow's input breaks the rules that its definition sets. */
  public static final String INPUT_INVALID = "input-invalid";

  private ErrorCodes() {}
}

package io.millrace.domain;

import io.millrace.contract.InstanceStatus;
import io.millrace.definition.WorkflowDefinition;

/**
 * An instance in each status: of a task {@code a} and a signal, with a mutex for the pending one.
 */
final class InstanceStates {

  private static final String NODES =
      "{'id':'a','type':'task','executor':'work'},"
          + "{'id':'s','type':'task','executor':'signal','config':{'name':'go'}}";
  private static final WorkflowDefinition PLAIN =
      Definitions.with("'config':{'timeout':'PT1H'},", NODES);
  private static final WorkflowDefinition MUTEX =
      Definitions.with("'config':{'mutexKey':'m'},", NODES);

  private InstanceStates() {}

  static Scenario none() {
    return Scenario.of(PLAIN);
  }

  static Scenario in(InstanceStatus status) {
    return switch (status) {
      case PENDING -> Scenario.of(MUTEX).start();
      case RUNNING -> running();
      case PAUSED -> running().control(ControlTest.PAUSE);
      case COMPLETED -> running().control(ControlTest.completeNode("s", "1")).complete("a");
      case FAILED -> running().fail("a", "broken", false);
      case CANCELLED -> running().control(ControlTest.CANCEL);
      case TIMEOUT -> running().pass("PT1H");
    };
  }

  private static Scenario running() {
    return Scenario.of(PLAIN).start();
  }
}

package io.millrace.domain;

import io.millrace.contract.NodeNo;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.message.TaskStarted;

/** A node {@code a} in each status, in an instance that runs on. */
final class NodeStates {

  private static final String OTHER = Definitions.task("other");

  private NodeStates() {}

  static Scenario in(NodeStatus status) {
    return switch (status) {
      case PENDING ->
          // The second node of a branch that was begun anew.
          Scenario.started(
                  "{'id':'c','type':'condition','condition':'true','retries':1,"
                      + "'branches':{'true':["
                      + Definitions.task("first")
                      + ","
                      + Definitions.task("a", ",'retries':0")
                      + "]}}",
                  OTHER)
              .complete("first")
              .fail("a")
              .nextTimer();
      case SCHEDULED -> started("");
      case RUNNING ->
          started("").result(new TaskStarted(Scenario.ID, new NodeNo(1), 1, "c", "w", Scenario.T0));
      case RETRYING -> started("").fail("a");
      case WAITING ->
          Scenario.started(
              "{'id':'a','type':'task','executor':'signal','config':{'name':'go'}}", OTHER);
      case COMPLETED -> started("").complete("a");
      case FAILED -> started(",'retries':0,'errorHandling':'continue'").fail("a");
      case SKIPPED -> started(",'condition':'false'");
      case CANCELLED -> cancelled();
      case TIMEOUT ->
          started(",'retries':0,'timeout':1000,'errorHandling':'continue'").pass("PT1S");
    };
  }

  private static Scenario started(String properties) {
    return Scenario.started(Definitions.task("a", properties), OTHER);
  }

  private static Scenario cancelled() {
    return Scenario.started(
            "{'id':'c','type':'condition','condition':'true','errorHandling':'continue',"
                + "'branches':{'true':["
                + Definitions.task("a")
                + "]}}",
            OTHER)
        .control(ControlTest.skip("c"));
  }
}

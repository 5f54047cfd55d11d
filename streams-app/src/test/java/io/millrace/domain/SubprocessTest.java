package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.ReportChild;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubprocessTest {

  private static final InstanceId CHILD = InstanceId.first(4);

  private static String child(String more) {
    return "{'id':'s','type':'subprocess','workflowName':'invoice'" + more + "}";
  }

  private static Control ended(Scenario scenario, InstanceStatus status, @Nullable String output) {
    ErrorInfo error =
        status == InstanceStatus.COMPLETED ? null : ErrorInfo.permanent("no-paper", "No paper.");
    return new ReportChild(
        Scenario.ID,
        null,
        null,
        scenario.node("s").no(),
        scenario.node("s").attempt(),
        CHILD,
        status,
        output == null ? null : Scenario.json(output),
        error);
  }

  @Test
  void shouldAskForAChildAndWait() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    child(",'version':'^1.2.0','inputMapping':{'order':'input.id','fixed':'x'}")))
            .start("{'id':7}");

    ChildRequested asked = scenario.lastOf(ChildRequested.class);
    assertThat(asked.workflow()).isEqualTo("invoice");
    assertThat(asked.version()).isEqualTo("^1.2.0");
    assertThat(asked.input()).isEqualTo(Scenario.json("{'order':7,'fixed':'x'}"));
    assertThat(asked.detached()).isFalse();
    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.WAITING);
  }

  @Test
  void shouldGiveTheChildItsOwnInputWhenNothingIsMapped() {
    Scenario scenario = Scenario.of(Definitions.nodes(child(""))).start("{'id':7}");

    assertThat(scenario.lastOf(ChildRequested.class).input()).isEqualTo(Scenario.json("{'id':7}"));
    assertThat(scenario.lastOf(ChildRequested.class).version()).isNull();
  }

  @Test
  void shouldTakeTheChildsOutput() {
    Scenario scenario = Scenario.started(child(""));
    scenario.control(ended(scenario, InstanceStatus.COMPLETED, "{'no':5}"));

    assertThat(scenario.lastNames())
        .containsExactly("ChildFinished", "NodeCompleted", "InstanceCompleted");
    assertThat(scenario.node("s").childId()).isEqualTo(CHILD);
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'s':{'no':5}}"));
  }

  @Test
  void shouldMapTheChildsOutput() {
    Scenario scenario = Scenario.started(child(",'outputMapping':{'n':'output.no'}"));
    scenario.control(ended(scenario, InstanceStatus.COMPLETED, "{'no':5}"));

    assertThat(scenario.node("s").output()).isEqualTo(Scenario.json("{'n':5}"));
  }

  @Test
  void shouldFailWithTheChildsError() {
    Scenario scenario = Scenario.started(child(""));
    scenario.control(ended(scenario, InstanceStatus.FAILED, null));

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.FAILED);
    ErrorInfo error = Objects.requireNonNull(scenario.node("s").error());
    assertThat(error.code()).isEqualTo("no-paper");
    assertThat(error.message()).contains(CHILD + " is failed: No paper.");
  }

  @Test
  void shouldAskForAnotherChildWhenItMayTryAgain() {
    Scenario scenario = Scenario.started(child(",'retries':1"));
    scenario.control(ended(scenario, InstanceStatus.FAILED, null)).nextTimer();

    assertThat(scenario.lastOf(ChildRequested.class).attempt()).isEqualTo(2);
    assertThat(scenario.node("s").childId()).isNull();
  }

  @Test
  void shouldChangeNothingWhenAChildReportsTwiceOrLate() {
    Scenario scenario = Scenario.started(child(""), Definitions.task("other"));
    Control report = ended(scenario, InstanceStatus.COMPLETED, "1");
    scenario.control(report);

    assertThat(scenario.control(report).last()).isEmpty();
  }

  @Test
  void shouldGoOnAtOnceWhenNobodyWaitsForTheChild() {
    Scenario scenario =
        Scenario.started(child(",'waitForCompletion':false"), Definitions.after("b", "s"));

    assertThat(scenario.lastOf(ChildRequested.class).detached()).isTrue();
    assertThat(scenario.reached("b")).isTrue();
    scenario.control(ended(scenario, InstanceStatus.FAILED, null));
    assertThat(scenario.lastNames()).containsExactly("ChildFinished");
    assertThat(scenario.node("s").childId()).isEqualTo(CHILD);
  }

  @Test
  void shouldTimeOutWhenTheChildTakesTooLong() {
    Scenario scenario = Scenario.started(child(",'timeout':1000")).pass("PT1S");

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.TIMEOUT);
  }

  @Test
  void shouldCancelTheNodeWhenTheParentIsCancelled() {
    Scenario scenario = Scenario.started(child("")).control(ControlTest.CANCEL);

    assertThat(scenario.lastNames()).containsExactly("NodeCancelled", "InstanceCancelled");
  }

  @Test
  void shouldRunTheFallbackWithTheSameInputWhenTheChildHasFailedForGood() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    child(
                        ",'inputMapping':{'a':1},"
                            + "'lifecycle':{'errorHandling':{'fallbackWorkflow':'plan-b'}}")))
            .start();
    scenario.control(ended(scenario, InstanceStatus.FAILED, null));

    ChildRequested asked = scenario.lastOf(ChildRequested.class);
    assertThat(asked.workflow()).isEqualTo("plan-b");
    assertThat(asked.fallback()).isTrue();
    assertThat(asked.input()).isEqualTo(Scenario.json("{'a':1}"));
    scenario.control(ended(scenario, InstanceStatus.FAILED, null));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldTellTheFallbackWhyItIsNeeded() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    child(",'lifecycle':{'errorHandling':{'fallbackWorkflow':'plan-b'}}")))
            .start();

    scenario.control(ended(scenario, InstanceStatus.FAILED, null));

    ErrorInfo error = Objects.requireNonNull(scenario.lastOf(ChildRequested.class).error());
    assertThat(error.message()).contains(CHILD + " is failed:");
  }

  @Test
  void shouldFailWhenTheWorkflowsNameIsNone() {
    Scenario scenario =
        Scenario.started("{'id':'s','type':'subprocess','workflowName':'${input.x}'}");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldNotTryAgainWhenTheChildWasNestedTooDeep() {
    Scenario scenario = Scenario.started(child(",'retries':3"));
    ErrorInfo error = ErrorInfo.permanent("nested-too-deep", "At most 10 levels.");
    scenario.control(
        new ReportChild(
            Scenario.ID,
            null,
            null,
            scenario.node("s").no(),
            1,
            CHILD,
            InstanceStatus.FAILED,
            null,
            error));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }
}

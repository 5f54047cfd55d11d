package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeNo;
import io.millrace.contract.ParentRef;
import io.millrace.contract.event.InstanceCreated;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.Start;
import io.millrace.domain.row.InstanceRow;
import io.millrace.domain.row.Rows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartTest {

  private static Start keyed(@Nullable String businessKey, @Nullable String mutexKey) {
    return new Start(
        "flow",
        null,
        "ext-1",
        businessKey,
        mutexKey,
        80,
        Scenario.object("{'a':1}"),
        Scenario.object("{'tenant':'acme'}"),
        "me",
        null,
        null);
  }

  @Test
  void shouldCreateAndRunWhenStarted() {
    Scenario scenario = Scenario.started(Definitions.task("a"));

    assertThat(scenario.lastNames())
        .containsExactly("InstanceCreated", "InstanceStarted", "NodeScheduled");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(scenario.state().lifetime().startedAt()).isEqualTo(Scenario.T0);
  }

  @Test
  void shouldDoNothingWhenStartedTwice() {
    Scenario scenario = Scenario.started(Definitions.task("a")).start();

    assertThat(scenario.last()).isEmpty();
  }

  @Test
  void shouldTakeWhatTheStartSays() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).start(keyed("order-1", null));

    InstanceCreated created = scenario.lastOf(InstanceCreated.class);
    assertThat(created.instanceId()).isEqualTo(Scenario.ID);
    assertThat(created.definitionId()).isEqualTo(7);
    assertThat(created.workflow()).isEqualTo("flow");
    assertThat(created.version()).isEqualTo("1.0.0");
    assertThat(created.externalId()).isEqualTo("ext-1");
    assertThat(created.businessKey()).isEqualTo("order-1");
    assertThat(created.priority()).isEqualTo(80);
    assertThat(created.createdBy()).isEqualTo("me");
    assertThat(created.engineId()).isEqualTo("engine-1");
  }

  @Test
  void shouldFillInDefaultsWhenInputLacksThem() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    "'inputs':{'size':{'type':'number','default':3}},",
                    Definitions.task("a", ",'config':{'n':'${input.size}'}")))
            .start("{}");

    assertThat(scenario.lastOf(NodeScheduled.class).config()).isEqualTo(Scenario.json("{'n':3}"));
  }

  @Test
  void shouldRefuseWithAllProblemsWhenInputBreaksRules() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    "'inputs':{'a':{'type':'number','required':true},'b':{'type':'string'}},",
                    Definitions.task("x")))
            .start("{'b':5}");

    assertThat(scenario.exists()).isFalse();
    assertThat(scenario.refusal()).isInstanceOf(Refusal.StartInvalid.class);
    Refusal.StartInvalid refusal = (Refusal.StartInvalid) scenario.refusal();
    assertThat(refusal.problems()).extracting("pointer").containsExactly("/input/a", "/input/b");
    assertThat(refusal.error().details()).hasSize(2);
  }

  @Test
  void shouldRefuseWhenInputIsTooLarge() {
    Limits narrow = new Limits(100, 1000, 10, 10, 10, 10);
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")), narrow)
            .start("{'x':'" + "y".repeat(200) + "'}");

    assertThat(scenario.refusal().message()).contains("/input", "at most 100 are allowed");
  }

  @Test
  void shouldRefuseWhenContextTakesTheEnginesName() {
    Start start =
        new Start(
            "flow",
            null,
            null,
            null,
            null,
            null,
            Scenario.object("{}"),
            Scenario.object("{'$millrace':1}"),
            null,
            null,
            null);
    Scenario scenario = Scenario.of(Definitions.nodes(Definitions.task("a"))).start(start);

    assertThat(scenario.refusal().message()).contains("/context/$millrace", "reserved");
  }

  @Test
  void shouldEvaluateBusinessKeyWhenTheStartHasNone() {
    Scenario scenario =
        Scenario.of(
                Definitions.with(
                    "'config':{'businessKey':'order-${input.id}'},", Definitions.task("a")))
            .start("{'id':5}");

    assertThat(scenario.lastOf(InstanceCreated.class).businessKey()).isEqualTo("order-5");
  }

  @Test
  void shouldTakeBusinessKeyFromInputWhenNobodyElseGivesOne() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).start("{'businessKey':'bk'}");

    assertThat(scenario.lastOf(InstanceCreated.class).businessKey()).isEqualTo("bk");
  }

  @Test
  void shouldShowBusinessKeyInTheRowsInputThoughTheWorkflowDoesNotSeeIt() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).start(keyed("order-1", null));

    InstanceRow row = Rows.instance(scenario.state());
    assertThat(row.inputData()).isEqualTo(Scenario.json("{'a':1,'businessKey':'order-1'}"));
    assertThat(scenario.state().origin().input()).isEqualTo(Scenario.json("{'a':1}"));
  }

  @Test
  void shouldShowMutexKeyInTheRowsContext() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).start(keyed(null, "m-1"));

    assertThat(Rows.instance(scenario.state()).contextData().get("mutexKey").asText())
        .isEqualTo("m-1");
  }

  @Test
  void shouldWaitWhenItIsNotYetTime() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")))
            .start(Scenario.startOf("{}", Scenario.T0.plusSeconds(60)));

    assertThat(scenario.lastNames()).containsExactly("InstanceCreated");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.PENDING);
    assertThat(scenario.state().nextDue()).isEqualTo(Scenario.T0.plusSeconds(60));
    assertThat(scenario.pass("PT59S").last()).isEmpty();
    assertThat(scenario.pass("PT1S").lastNames())
        .containsExactly("InstanceStarted", "NodeScheduled");
  }

  @Test
  void shouldRunAtOnceWhenItsTimeIsPast() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")))
            .start(Scenario.startOf("{}", Scenario.T0.minusSeconds(60)));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldArmTheWorkflowsTimeoutWhenItRuns() {
    Scenario scenario =
        Scenario.of(Definitions.with("'config':{'timeout':'PT1M'},", Definitions.task("a")))
            .start();

    assertThat(scenario.lastOf(InstanceStarted.class).dueAt())
        .isEqualTo(Scenario.T0.plusSeconds(60));
  }

  @Test
  void shouldGiveExpressionsTheContext() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    Definitions.task(
                        "a",
                        ",'config':{'w':'${context.workflowId}','n':'${context.workflowName}',"
                            + "'i':'${context.instanceId}','e':'${context.engineId}',"
                            + "'t':'${context.tenant}','b':'${context.businessKey}'}")))
            .start(keyed("order-1", null));

    assertThat(scenario.lastOf(NodeScheduled.class).config())
        .isEqualTo(
            Scenario.json(
                "{'w':'flow','n':'The flow','i':"
                    + Scenario.ID
                    + ",'e':'engine-1','t':'acme','b':'order-1'}"));
  }

  private static Start childAtLevel(int level) {
    ParentRef parent =
        new ParentRef(InstanceId.first(1), new NodeNo(2), 1, level == 1 ? null : level);
    return new Start(
        "flow", null, null, null, null, null, Scenario.object("{}"), null, null, null, parent);
  }

  @Test
  void shouldRunAsTheChildOfTenOthers() {
    Scenario scenario = Scenario.of(Definitions.nodes(Definitions.task("a")));

    assertThat(scenario.start(childAtLevel(10)).status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void shouldRefuseToRunAsTheChildOfElevenOthers() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a"))).start(childAtLevel(11));

    assertThat(scenario.refusal().code()).isEqualTo("nested-too-deep");
    assertThat(scenario.refusal().message()).contains("level 11", "at most 10");
  }
}

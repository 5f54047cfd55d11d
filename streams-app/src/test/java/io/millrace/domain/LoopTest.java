package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.domain.state.LoopProgress;
import io.millrace.domain.state.NodeState;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopTest {

  private static String loop(String properties, String... nodes) {
    return "{'id':'l','type':'loop'," + properties + ",'nodes':[" + String.join(",", nodes) + "]}";
  }

  private static final String BODY =
      Definitions.task("b", ",'retries':0,'config':{'item':'${$item}','i':'${$index}'}");

  private static final String TRANSFORM =
      "{'id':'b','type':'task','executor':'transform','config':'${$item * 2}'}";

  private static Scenario over(String list, String properties) {
    return Scenario.of(
            Definitions.nodes(
                loop("'loopType':'forEach','sourceExpression':'input.list'" + properties, BODY)))
        .start("{'list':" + list + "}");
  }

  private static NodeState iteration(Scenario scenario, String id, int i) {
    return scenario.nodes(id).stream()
        .filter(node -> Objects.equals(node.place().iteration(), i))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldRunOneIterationAfterTheOther() {
    Scenario scenario = over("['x','y']", "");

    assertThat(scenario.nodes("b")).hasSize(1);
    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("{'item':'x','i':0}"));
    scenario.complete("b", "1");
    assertThat(scenario.nodes("b")).hasSize(2);
    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("{'item':'y','i':1}"));
    scenario.complete("b", "2");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,2]}"));
    assertThat(scenario.node("l").progress()).isEqualTo(new LoopProgress(2, 2, 0, 2));
  }

  @Test
  void shouldRunAllIterationsSideBySideWhenParallel() {
    Scenario scenario = over("[1,2,3]", ",'parallel':true");

    assertThat(scenario.nodes("b")).hasSize(3);
    scenario.complete(iteration(scenario, "b", 2), "'c'");
    scenario.complete(iteration(scenario, "b", 0), "'a'");
    scenario.complete(iteration(scenario, "b", 1), "'b'");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':['a','b','c']}"));
  }

  @Test
  void shouldRunNoMoreAtOnceThanAllowed() {
    Scenario scenario = over("[1,2,3,4]", ",'parallel':true,'maxConcurrency':2");

    assertThat(scenario.nodes("b")).hasSize(2);
    scenario.complete(iteration(scenario, "b", 1), "1");
    assertThat(scenario.nodes("b")).hasSize(3);
  }

  @Test
  void shouldRunBatchAfterBatch() {
    Scenario scenario = over("[1,2,3,4,5]", ",'parallel':true,'batchSize':2");

    assertThat(scenario.nodes("b")).hasSize(2);
    scenario.complete(iteration(scenario, "b", 0), "1");
    assertThat(scenario.nodes("b")).hasSize(2);
    scenario.complete(iteration(scenario, "b", 1), "1");
    assertThat(scenario.nodes("b")).hasSize(4);
    scenario.complete(iteration(scenario, "b", 2), "1");
    scenario.complete(iteration(scenario, "b", 3), "1");
    assertThat(scenario.nodes("b")).hasSize(5);
    scenario.complete(iteration(scenario, "b", 4), "1");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldRunOverTheEntriesOfAnObject() {
    Scenario scenario = over("{'a':1}", "");

    assertThat(scenario.node("b").input())
        .isEqualTo(Scenario.json("{'item':{'key':'a','value':1},'i':0}"));
  }

  @Test
  void shouldCompleteAtOnceWhenThereIsNothingToRunOver() {
    assertThat(over("[]", "").output()).isEqualTo(Scenario.json("{'l':[]}"));
  }

  @Test
  void shouldFailWhenTheSourceIsNoList() {
    Scenario scenario = over("5", "");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.node("l").error()).message())
        .contains("sourceExpression of l", "not number");
  }

  @Test
  void shouldMarkTasksThatExistBecauseOfDataAsDynamic() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop("'loopType':'dynamic','sourceExpression':'input.list'", BODY)))
            .start("{'list':[1,2]}");

    assertThat(scenario.nodes("b")).hasSize(2);
    assertThat(scenario.node("b").place().dynamic()).isTrue();
    assertThat(over("[1]", "").node("b").place().dynamic()).isFalse();
  }

  @Test
  void shouldRunANumberOfTimes() {
    Scenario scenario =
        Scenario.started(
            loop("'loopType':'times','count':2", Definitions.task("b", ",'config':'${$total}'")));

    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("2"));
    scenario.complete("b", "'x'").complete("b", "'y'");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':['x','y']}"));
  }

  @Test
  void shouldRunWhileTheConditionHolds() {
    Scenario scenario =
        Scenario.started(
            loop(
                "'loopType':'while','condition':'$index === 0 || nodes.b.output.more === true'",
                Definitions.task("b")));

    scenario.complete("b", "{'more':true}").complete("b", "{'more':true}");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
    scenario.complete("b", "{'more':false}");
    assertThat(scenario.nodes("b")).hasSize(3);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.node("l").progress()).isEqualTo(new LoopProgress(3, 3, 0, 3));
  }

  @Test
  void shouldNotRunAtAllWhenTheConditionIsFalseFromTheBeginning() {
    assertThat(
            Scenario.started(loop("'loopType':'while','condition':'false'", Definitions.task("b")))
                .output())
        .isEqualTo(Scenario.json("{'l':[]}"));
  }

  @Test
  void shouldRunOnceAtLeastWhenTheConditionIsAskedAfterwards() {
    Scenario scenario =
        Scenario.started(
            loop("'loopType':'dynamic','condition':'$iteration < 2'", Definitions.task("b")));

    scenario.complete("b", "1").complete("b", "2");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,2]}"));
  }

  @Test
  void shouldFailWhenItsConditionFails() {
    Scenario scenario =
        Scenario.started(
                loop(
                    "'loopType':'while',"
                        + "'condition':'$index === 0 || JSON.parse(context.workflowId)'",
                    Definitions.task("b")))
            .complete("b");

    assertThat(scenario.statusOf("l")).isEqualTo(NodeStatus.FAILED);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldFailWhenItWantsMoreIterationsThanAllowed() {
    assertThat(
            Objects.requireNonNull(over("[1,2,3]", ",'maxIterations':2").node("l").error()).code())
        .isEqualTo("too-many-iterations");
    Scenario endless =
        Scenario.started(
                loop(
                    "'loopType':'while','condition':'true','maxIterations':2",
                    Definitions.task("b")))
            .complete("b")
            .complete("b");
    assertThat(endless.statusOf("l")).isEqualTo(NodeStatus.FAILED);
    assertThat(endless.nodes("b")).hasSize(2);
  }

  @Test
  void shouldPauseBetweenIterations() {
    Scenario scenario = over("[1,2]", ",'iterationDelay':'PT5S'");

    scenario.complete("b", "1");
    assertThat(scenario.nodes("b")).hasSize(1);
    assertThat(scenario.state().nextDue()).isEqualTo(Scenario.T0.plusSeconds(5));
    scenario.pass("PT5S");
    assertThat(scenario.nodes("b")).hasSize(2);
    assertThat(scenario.state().nextDue()).isNull();
    assertThat(scenario.complete("b", "2").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'loopType':'while','condition':'$index === 0 || nodes.b.output.more'",
        "'loopType':'dynamic','condition':'nodes.b.output.more'"
      })
  void shouldNotPauseAfterTheLastIteration(String kind) {
    Scenario scenario =
        Scenario.started(loop(kind + ",'iterationDelay':'PT5M'", Definitions.task("b")));

    scenario.complete("b", "{'more':true}");
    assertThat(scenario.nodes("b")).hasSize(1);
    scenario.pass("PT5M").complete("b", "{'more':false}");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldTimeOutInThePauseBetweenIterations() {
    Scenario scenario = over("[1,2]", ",'iterationDelay':'PT5S','timeout':'PT3S'");

    scenario.complete("b", "1");
    assertThat(scenario.state().nextDue()).isEqualTo(Scenario.T0.plusSeconds(3));
    assertThat(scenario.pass("PT3S").statusOf("l")).isEqualTo(NodeStatus.TIMEOUT);
  }

  @Test
  void shouldStopWhenAnIterationFails() {
    Scenario scenario = over("[1,2,3]", ",'parallel':true").fail("b");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(iteration(scenario, "b", 0).status()).isEqualTo(NodeStatus.CANCELLED);
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(scenario.state().error()).details())
                .get("iteration")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void shouldGoOnWithoutFailedIterationsWhenToldTo() {
    Scenario scenario = over("[1,2,3]", ",'errorHandling':'continue'");

    scenario.complete("b", "1").fail("b").complete("b", "3");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,null,3]}"));
    assertThat(scenario.node("l").progress()).isEqualTo(new LoopProgress(3, 2, 1, 3));
  }

  @Test
  void shouldBeDecidedByTheFirstSuccess() {
    Scenario scenario = over("[1,2,3]", ",'parallel':true,'joinType':'any'").complete("b", "3");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[null,null,3]}"));
  }

  @Test
  void shouldGiveEachIterationItsOwnNodes() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop(
                        "'loopType':'forEach','sourceExpression':'input.list','parallel':true",
                        Definitions.task("b"),
                        Definitions.task("c", ",'config':'${nodes.b.output}'")),
                    Definitions.task("end", ",'dependsOn':['l'],'config':{'b':'${nodes.b}'}")))
            .start("{'list':[1,2]}");

    scenario.complete(iteration(scenario, "b", 0), "'zero'");
    scenario.complete(iteration(scenario, "b", 1), "'one'");
    assertThat(iteration(scenario, "c", 0).input()).isEqualTo(Scenario.json("'zero'"));
    assertThat(iteration(scenario, "c", 1).input()).isEqualTo(Scenario.json("'one'"));
    scenario.complete(iteration(scenario, "c", 0), "1");
    scenario.complete(iteration(scenario, "c", 1), "1");
    assertThat(scenario.node("end").input()).isEqualTo(Scenario.json("{'b':null}"));
  }

  @Test
  void shouldNest() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop(
                        "'loopType':'forEach','sourceExpression':'input.rows'",
                        "{'id':'inner','type':'loop','loopType':'forEach',"
                            + "'sourceExpression':'$item','nodes':["
                            + "{'id':'p','type':'parallel','branches':[{'id':'x','nodes':["
                            + TRANSFORM
                            + "]}]}]}")))
            .start("{'rows':[[1,2],[3]]}");

    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[[{'x':2},{'x':4}],[{'x':6}]]}"));
    assertThat(scenario.nodes("b"))
        .extracting(it -> it.place().iteration())
        .containsExactly(0, 1, 0);
  }

  @Test
  void shouldGoOnAtTheFailedIterationWhenRetried() {
    Scenario scenario = over("[1,2,3]", "");

    scenario.complete("b", "1").fail("b").control(ControlTest.RETRY);
    assertThat(scenario.statusOf("l")).isEqualTo(NodeStatus.RUNNING);
    assertThat(scenario.node("l").progress()).isEqualTo(new LoopProgress(3, 1, 0, 2));
    assertThat(scenario.node("b").attempt()).isEqualTo(2);
    scenario.complete("b", "2").complete("b", "3");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,2,3]}"));
  }

  @Test
  void shouldKeepItsIterationsWhenRetriedAfterACancellationBetweenThem() {
    Scenario scenario = over("[1,2]", ",'iterationDelay':'PT5S'");

    scenario.complete("b", "1").control(ControlTest.CANCEL).control(ControlTest.RETRY);
    assertThat(scenario.statusOf("l")).isEqualTo(NodeStatus.RUNNING);
    scenario.nextTimer().complete("b", "2");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,2]}"));
  }

  @Test
  void shouldCountWhatEndedWhilePaused() {
    Scenario scenario =
        over("[1,2,3]", ",'parallel':true,'maxConcurrency':2")
            .control(ControlTest.PAUSE)
            .complete("b", "2");

    assertThat(scenario.nodes("b")).hasSize(2);
    scenario.control(ControlTest.RESUME);
    assertThat(scenario.nodes("b")).hasSize(3);
    scenario.complete(iteration(scenario, "b", 0), "1");
    scenario.complete(iteration(scenario, "b", 2), "3");
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[1,2,3]}"));
  }

  @Test
  void shouldBeginLongLoopsPieceByPiece() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop(
                        "'loopType':'forEach','sourceExpression':'input.list','parallel':true",
                        BODY)),
                new Limits(10_000, 100_000, 100, 10, 3, 10))
            .start("{'list':[1,2,3,4,5,6,7]}");

    assertThat(scenario.nodes("b")).hasSize(2);
    assertThat(scenario.state().nextDue()).isEqualTo(scenario.now());
    assertThat(scenario.timers().nodes("b")).hasSize(5);
    assertThat(scenario.timers().nodes("b")).hasSize(7);
    assertThat(scenario.state().nextDue()).isNull();
    assertThat(scenario.timers().last()).isEmpty();
  }

  @Test
  void shouldRunLoopsWithoutTasksPieceByPiece() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop("'loopType':'forEach','sourceExpression':'input.list'", TRANSFORM)),
                new Limits(10_000, 100_000, 100, 10, 3, 10))
            .start("{'list':[1,2,3,4,5]}");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
    scenario.timers().timers();
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'l':[2,4,6,8,10]}"));
  }

  @Test
  void shouldSeeTheItemOfTheLoopAroundInALoopWithoutItems() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    loop(
                        "'loopType':'forEach','sourceExpression':'input.list'",
                        "{'id':'w','type':'loop','loopType':'while',"
                            + "'condition':'$index < $item','nodes':["
                            + Definitions.task("b", ",'config':{'item':'${$item}'}")
                            + "]}")))
            .start("{'list':[1]}");

    assertThat(scenario.node("b").input()).isEqualTo(Scenario.json("{'item':1}"));
    assertThat(scenario.complete("b", "7").output()).isEqualTo(Scenario.json("{'l':[[7]]}"));
  }
}

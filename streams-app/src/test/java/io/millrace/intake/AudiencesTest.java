package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.NodeNo;
import io.millrace.contract.ParentRef;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.Start;
import io.millrace.definition.DefinitionLoader;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command;
import io.millrace.domain.Decider;
import io.millrace.domain.Decision;
import io.millrace.domain.Limits;
import io.millrace.domain.Surroundings;
import io.millrace.domain.state.InstanceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever is left out of an audience never hears of the transition. */
class AudiencesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final InstanceId ID = InstanceId.first(0);
  private static final InstanceId PARENT = InstanceId.first(1);
  private static final String TASK = "{'id':'a','type':'task','executor':'work'}";
  private static final String SIGNAL =
      "{'id':'a','type':'task','executor':'signal','config':{'name':'go'}}";
  private static final String CHILD = "{'id':'a','type':'subprocess','workflowName':'other'}";

  private @Nullable InstanceState state;
  private WorkflowDefinition definition = workflow("", TASK);

  @Test
  void shouldBeDispatchWhenANodeNeedsAnExecutor() {
    assertThat(start(workflow("", TASK), "")).containsExactly(Audience.DISPATCH);
  }

  @Test
  void shouldBeNobodyWhenTheEngineRunsTheNodeItself() {
    assertThat(start(workflow("", SIGNAL), "")).isEmpty();
  }

  @Test
  void shouldBeCompletionsWhenTheInstanceEnds() {
    start(workflow("", TASK), "");

    assertThat(complete()).containsExactly(Audience.COMPLETIONS);
  }

  @Test
  void shouldBeNobodyWhenANodeWithoutSuccessorEndsAndOthersAreOpen() {
    start(workflow("", TASK + "," + TASK.replace("'a'", "'b'")), "");

    assertThat(complete()).isEmpty();
  }

  @Test
  void shouldBeSubprocessesWhenAChildIsAskedFor() {
    assertThat(start(workflow("", CHILD), "")).containsExactly(Audience.SUBPROCESSES);
  }

  @Test
  void shouldBeSubprocessesWhenANodeEndsThatMayHaveAChild() {
    start(workflow("", CHILD), "");

    assertThat(control("{'type':'instance.cancel'"))
        .containsExactly(Audience.COMPLETIONS, Audience.SUBPROCESSES);
  }

  @Test
  void shouldBeSubprocessesToldOfAChildsBeginAndEnd() {
    String parent = ",'parent':{'instanceId':%d,'nodeNo':1,'attempt':1}".formatted(PARENT.value());

    assertThat(start(workflow("", TASK), parent))
        .containsExactly(Audience.DISPATCH, Audience.SUBPROCESSES);
    assertThat(complete()).containsExactly(Audience.COMPLETIONS, Audience.SUBPROCESSES);
  }

  @Test
  void shouldBeMutexesWhenAMutexIsWantedMovedTakenOrLeft() {
    WorkflowDefinition withMutex = workflow("'config':{'mutexKey':'m'},", TASK);

    assertThat(start(withMutex, "")).containsExactly(Audience.MUTEXES);
    assertThat(control("{'type':'instance.set-priority','priority':3"))
        .containsExactly(Audience.MUTEXES);
    assertThat(control("{'type':'mutex.granted','key':'m'"))
        .containsExactly(Audience.DISPATCH, Audience.MUTEXES);
    assertThat(complete()).containsExactly(Audience.COMPLETIONS, Audience.MUTEXES);
  }

  @Test
  void shouldBeCompletionsAndTheParentsWhenAStartIsRejected() {
    Start alone = Json.read(bytes("{'workflow':'w'}"), Start.class);
    Start child =
        new Start(
            "w",
            null,
            null,
            null,
            null,
            null,
            Json.mapper().createObjectNode(),
            null,
            null,
            null,
            new ParentRef(PARENT, new NodeNo(1), 1, null));

    assertThat(Audiences.ofRejection(alone)).containsExactly(Audience.COMPLETIONS);
    assertThat(Audiences.ofRejection(child))
        .containsExactly(Audience.COMPLETIONS, Audience.SUBPROCESSES);
  }

  private Set<Audience> start(WorkflowDefinition workflow, String more) {
    definition = workflow;
    Start start = Json.read(bytes("{'workflow':'w','input':{}" + more + "}"), Start.class);
    return decide(new Command.StartInstance(ID, 1, start, surroundings()));
  }

  private Set<Audience> complete() {
    byte[] result = IntakeFixture.completed(ID, 1, "null").getBytes(StandardCharsets.UTF_8);
    return decide(new Command.ApplyResult(Json.read(result, Result.class), surroundings()));
  }

  private Set<Audience> control(String open) {
    byte[] control = bytes(open + ",'instanceId':%d}".formatted(ID.value()));
    return decide(new Command.ApplyControl(Json.read(control, Control.class), surroundings()));
  }

  private Set<Audience> decide(Command command) {
    Decision decision = new Decider(Limits.DEFAULTS).decide(state, command, definition, NOW);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    Decision.Accepted accepted = (Decision.Accepted) decision;
    state = accepted.state();
    return Audiences.of(accepted.state(), accepted.events());
  }

  private static Surroundings surroundings() {
    return new Surroundings("engine-1", "host-1", 42);
  }

  private static WorkflowDefinition workflow(String more, String nodes) {
    return new DefinitionLoader()
        .load(bytes("{'id':'w','version':'1.0.0',%s'nodes':[%s]}".formatted(more, nodes)))
        .definition();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}

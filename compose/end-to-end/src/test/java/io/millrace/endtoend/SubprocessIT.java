package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.SkipNode;
import io.millrace.domain.state.InstanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Children on the real runtime: in other partitions, cancelled, failing, across a killed engine.
 */
@Tag("long")
@ExtendWith(SharedCrossing.class)
@TestInstance(Lifecycle.PER_CLASS)
class SubprocessIT {

  private static final String LEAF =
      """
      {'id':'leaf','version':'%s','inputs':{'n':{'type':'number','required':true}},
       'outputs':{'twice':{'value':'input.n * 2'},'version':{'value':"'%s'"}},
       'nodes':[{'id':'a','type':'task','executor':'echo','config':{}}]}
      """;

  private Crossing millrace;

  @BeforeAll
  void start(Crossing shared) {
    millrace = shared;
    for (String version : List.of("1.0.0", "1.2.0", "2.0.0")) {
      millrace.deploy(LEAF.replace("\"'%s'\"", "'${\\'%s\\'}'").formatted(version, version));
    }
    millrace.deploy(
        """
        {'id':'sleeper','version':'1.0.0',
         'nodes':[{'id':'a','type':'task','executor':'sleep','config':{'ms':600000}}]}
        """);
    millrace.deploy(
        """
        {'id':'breaker','version':'1.0.0',
         'nodes':[{'id':'a','type':'task','executor':'fail','retries':0,
                   'config':{'code':'no-paper','message':'No paper.'}}]}
        """);
  }

  private InstanceId run(String id, String nodes) {
    millrace.deploy("{'id':'" + id + "','version':'1.0.0','nodes':[" + nodes + "]}");
    return millrace.start(id, "{'n':5}");
  }

  private static String sub(String id, String more) {
    return "{'id':'" + id + "','type':'subprocess'," + more + "}";
  }

  @Test
  void shouldRunTheVersionThatTheNodeAsksFor() {
    InstanceId id =
        run(
            "versions",
            sub("exact", "'workflowName':'leaf','version':'1.0.0'")
                + ","
                + sub("range", "'workflowName':'leaf','version':'^1.0.0'")
                + ","
                + sub("latest", "'workflowName':'leaf','version':'latest'"));

    assertThat(millrace.ended(id).output())
        .isEqualTo(
            Json.tree(
                "{\"exact\":{\"twice\":10,\"version\":\"1.0.0\"},"
                    + "\"range\":{\"twice\":10,\"version\":\"1.2.0\"},"
                    + "\"latest\":{\"twice\":10,\"version\":\"2.0.0\"}}"));
  }

  @Test
  void shouldMapInputAndOutputOfEachChildOfALoop() {
    InstanceId id =
        run(
            "fan",
            "{'id':'each','type':'loop','loopType':'dynamic','sourceExpression':'[1,2,3,4,5,6,7,8]','nodes':["
                + sub(
                    "s",
                    "'workflowName':'leaf','inputMapping':{'n':'$item'},'outputMapping':'output.twice'")
                + "]}");

    assertThat(millrace.ended(id).output())
        .isEqualTo(Json.tree("{\"each\":[2,4,6,8,10,12,14,16]}"));
    List<InstanceId> children = millrace.children(id, 8);
    assertThat(children.stream().map(InstanceId::partition).collect(Collectors.toSet()))
        .as("children are spread over partitions")
        .hasSizeGreaterThan(1);
  }

  @Test
  void shouldRunTenLevelsOfDefinitionsInsideDefinitions() {
    String definition =
        "{'nodes':[{'id':'a','type':'task','executor':'echo','config':{'n':'${input.n}'}}]}";
    for (int level = 2; level <= 9; level++) {
      definition =
          "{'nodes':["
              + sub(
                  "s",
                  "'workflowSource':{'type':'inline','definition':"
                      + definition
                      + "},'outputMapping':'output'")
              + "]}";
    }
    InstanceId id =
        run("deep", sub("s", "'workflowSource':{'type':'inline','definition':" + definition + "}"));

    InstanceState state = millrace.ended(id);
    assertThat(state.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(Objects.requireNonNull(state.output()).toString()).contains("{\"n\":5}");
  }

  @Test
  void shouldEndWithAnErrorWhenAWorkflowStartsItself() {
    InstanceId id = run("endless", sub("s", "'workflowName':'endless'"));

    ErrorInfo error = Objects.requireNonNull(millrace.ended(id).error());
    assertThat(error.message()).contains("at most 10 levels", "Does a workflow start itself?");
  }

  @Test
  void shouldFailTheNodeWhenItsChildFails() {
    InstanceId id = run("unlucky", sub("s", "'workflowName':'breaker','errorHandling':'continue'"));

    InstanceState state = millrace.ended(id);
    assertThat(state.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(
            millrace.query(
                "SELECT error_message FROM task_nodes WHERE workflow_instance_id = ?", id.value()))
        .singleElement()
        .asString()
        .contains("No paper.", "is failed");
  }

  @Test
  void shouldFailTheNodeWhenItsChildCannotStart() {
    InstanceId unknown = run("calls-nobody", sub("s", "'workflowName':'nobody'"));
    InstanceId invalid =
        run("calls-badly", sub("s", "'workflowName':'leaf','inputMapping':{'n':'five'}"));

    assertThat(Objects.requireNonNull(millrace.ended(unknown).error()).message())
        .contains("No workflow is called \"nobody\"");
    assertThat(Objects.requireNonNull(millrace.ended(invalid).error()).message())
        .contains("/input/n");
  }

  @Test
  void shouldCancelTheChildrenOfChildrenWhenTheParentIsCancelled() {
    InstanceId middle = run("middle", sub("s", "'workflowName':'sleeper'"));
    InstanceId top = run("top", sub("s", "'workflowName':'middle'"));
    InstanceId child = millrace.children(top, 1).getFirst();
    InstanceId grandchild = millrace.children(child, 1).getFirst();
    InstanceId other = millrace.children(middle, 1).getFirst();

    millrace.control(new CancelInstance(top, null, "test"));

    assertThat(millrace.ended(child).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(millrace.ended(grandchild).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(Objects.requireNonNull(millrace.state(other)).status())
        .isEqualTo(InstanceStatus.RUNNING);
    millrace.control(new CancelInstance(middle, null, "test"));
  }

  @Test
  void shouldCancelTheChildWhenItsNodeTimesOutOrIsSkipped() {
    InstanceId late = run("late", sub("s", "'workflowName':'sleeper','timeout':1500"));
    InstanceId skipped = run("skipped", sub("s", "'workflowName':'sleeper'"));
    InstanceId ofSkipped = millrace.children(skipped, 1).getFirst();

    millrace.control(new SkipNode(skipped, null, "test", "s", null));

    assertThat(millrace.ended(ofSkipped).status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(millrace.ended(skipped).status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(millrace.ended(late).status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(millrace.ended(millrace.children(late, 1).getFirst()).status())
        .isEqualTo(InstanceStatus.CANCELLED);
  }

  @Test
  void shouldLeaveTheChildAloneWhenNobodyWaitsForIt() {
    InstanceId id = run("careless", sub("s", "'workflowName':'sleeper','waitForCompletion':false"));

    assertThat(millrace.ended(id).status()).isEqualTo(InstanceStatus.COMPLETED);
    InstanceId child = millrace.children(id, 1).getFirst();
    await()
        .atMost(Crossing.PATIENCE)
        .until(
            () -> Objects.requireNonNull(millrace.state(child)).status() == InstanceStatus.RUNNING);
    millrace.control(new CancelInstance(child, null, "test"));
  }

  @Test
  void shouldStartEveryChildOnceWhenTheEngineIsKilled() {
    millrace.deploy(
        "{'id':'family','version':'1.0.0','nodes':["
            + sub("one", "'workflowName':'leaf'")
            + ","
            + sub("two", "'workflowName':'leaf','dependsOn':['one']")
            + "]}");
    List<InstanceId> parents = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      parents.add(millrace.start("family", "{'n':" + n + "}"));
    }
    millrace.ended(parents.getFirst());

    millrace.killEngine();

    for (InstanceId parent : parents) {
      assertThat(millrace.ended(parent).status()).isEqualTo(InstanceStatus.COMPLETED);
      assertThat(millrace.children(parent, 2)).hasSize(2);
    }
  }
}

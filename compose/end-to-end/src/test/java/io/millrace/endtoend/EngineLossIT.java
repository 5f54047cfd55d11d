package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.Json;
import io.millrace.domain.state.InstanceState;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine is killed with SIGKILL in the middle of what has many steps, and each counts once. */
@Tag("long")
@ExtendWith(SharedCrossing.class)
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class EngineLossIT {

  private static final int ITEMS = 40;

  private Crossing millrace;

  @BeforeAll
  void start(Crossing shared) {
    millrace = shared;
    millrace.deploy(
        """
        {'id':'looping','version':'1.0.0',
         'outputs':{'all':{'value':'nodes.each.output.map(x => x.item)'}},
         'nodes':[{'id':'each','type':'loop','loopType':'forEach','sourceExpression':'input.items',
                   'parallel':true,'maxConcurrency':4,
                   'nodes':[{'id':'step','type':'task','executor':'sleep','config':{'ms':100}},
                            {'id':'item','type':'task','executor':'echo','dependsOn':['step'],
                             'config':{'item':'${$item}'}}]}]}
        """);
    millrace.deploy(
        """
        {'id':'joining','version':'1.0.0',
         'nodes':[{'id':'both','type':'parallel','joinType':'all','branches':[
                    {'id':'left','nodes':[
                      {'id':'quick','type':'task','executor':'sleep','config':{'ms':10}}]},
                    {'id':'right','nodes':[
                      {'id':'slow','type':'task','executor':'sleep','config':{'ms':3000}}]}]},
                  {'id':'after','type':'task','executor':'noop','dependsOn':['both']}]}
        """);
    millrace.deploy(
        """
        {'id':'undoing','version':'1.0.0',
         'nodes':[{'id':'a','type':'task','executor':'noop',
                   'compensate':{'executor':'sleep','config':{'ms':1500}}},
                  {'id':'b','type':'task','executor':'noop','dependsOn':['a'],
                   'compensate':{'executor':'sleep','config':{'ms':1500}}},
                  {'id':'c','type':'task','executor':'noop','dependsOn':['b'],
                   'compensate':{'executor':'noop'}},
                  {'id':'d','type':'task','executor':'fail','dependsOn':['c'],'retries':0,
                   'config':{'retryable':false},'errorHandling':'compensate'}]}
        """);
  }

  @Test
  void shouldRunEachIterationOnceWhenTheEngineIsKilledWithinALoop() {
    List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
    InstanceId id = millrace.start("looping", "{'items':" + items + "}");
    awaitCompleted(id, "item", 5);

    millrace.killEngine();

    InstanceState ended = millrace.ended(id);
    assertThat(ended.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(ended.output()).isEqualTo(Json.tree("{\"all\":%s}".formatted(items)));
    assertThat(completed(id))
        .containsAll(Collections.nCopies(ITEMS, "item"))
        .hasSize(2 * ITEMS + 1);
    assertThat(millrace.differences(id)).isEmpty();
  }

  @Test
  void shouldJoinOnceWhenTheEngineIsKilledBetweenTwoBranches() {
    InstanceId id = millrace.start("joining", "{}");
    awaitCompleted(id, "quick", 1);

    millrace.killEngine();

    assertThat(millrace.ended(id).status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(completed(id)).containsExactlyInAnyOrder("quick", "slow", "both", "after");
    assertThat(millrace.differences(id)).isEmpty();
  }

  @Test
  void shouldUndoTheRestOnceWhenTheEngineIsKilledWithinARollback() {
    InstanceId id = millrace.start("undoing", "{}");
    awaitCompleted(id, "c/compensate", 1);

    millrace.killEngine();

    assertThat(millrace.ended(id).status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(completed(id).stream().filter(node -> node.endsWith("/compensate")))
        .containsExactly("c/compensate", "b/compensate", "a/compensate");
    assertThat(millrace.differences(id)).isEmpty();
  }

  private void awaitCompleted(InstanceId id, String node, int count) {
    Waiting.until(() -> completed(id).stream().filter(node::equals).count() >= count);
  }

  /** The completed nodes of an instance, in the order in which they ended. */
  private List<String> completed(InstanceId id) {
    return millrace.query(
        "SELECT node_id FROM task_nodes WHERE workflow_instance_id = ? AND status = 'completed'"
            + " ORDER BY completed_at, node_no",
        id.value());
  }
}

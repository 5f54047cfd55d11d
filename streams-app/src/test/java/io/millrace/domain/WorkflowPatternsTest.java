package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.MutexQueued;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SkipNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The workflow control-flow patterns of van der Aalst, ter Hofstede and others that a definition
 * can express, one test each. All 43, and why some cannot be written, are in {@code
 * docs/patterns.md}.
 */
class WorkflowPatternsTest {

  private static final Path LIST = Path.of("../docs/patterns.md");

  @Test
  void shouldListAllPatternsAndTestThoseThatAreListedAsPossible() throws IOException {
    List<String[]> rows =
        Files.readAllLines(LIST).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .map(line -> line.split("\\s*\\|\\s*"))
            .toList();

    assertThat(rows.stream().map(row -> row[1]))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 43).mapToObj(i -> "" + i).toList());
    assertThat(
            rows.stream()
                .filter(row -> !row[3].equals("no"))
                .map(row -> "WCP-" + row[1] + " " + row[2]))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(DisplayName.class))
                .map(WorkflowPatternsTest::title)
                .toList());
  }

  private static String title(Method method) {
    return Objects.requireNonNull(method.getAnnotation(DisplayName.class)).value();
  }

  // Branching and joining

  @Test
  @DisplayName("WCP-1 Sequence")
  void shouldRunANodeAfterTheNodeBefore() {
    Scenario scenario = Scenario.started(task("a"), after("b", "a"));

    assertThat(scenario.reached("b")).isFalse();
    assertThat(scenario.complete("a").reached("b")).isTrue();
  }

  @Test
  @DisplayName("WCP-2 Parallel Split")
  void shouldRunSeveralNodesAfterOne() {
    Scenario scenario = Scenario.started(task("a"), after("b", "a"), after("c", "a")).complete("a");

    assertThat(scenario.reached("b") && scenario.reached("c")).isTrue();
  }

  @Test
  @DisplayName("WCP-3 Synchronization")
  void shouldWaitForAllNodesBefore() {
    Scenario scenario = Scenario.started(task("a"), task("b"), after("c", "a", "b")).complete("a");

    assertThat(scenario.reached("c")).isFalse();
    assertThat(scenario.complete("b").reached("c")).isTrue();
  }

  @Test
  @DisplayName("WCP-4 Exclusive Choice")
  void shouldRunOneOfTwoBranches() {
    Scenario scenario = Scenario.started(choice("true"));

    assertThat(scenario.statusOf("yes")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.statusOf("no")).isEqualTo(NodeStatus.SKIPPED);
  }

  @Test
  @DisplayName("WCP-5 Simple Merge")
  void shouldGoOnAfterWhicheverBranchRan() {
    Scenario scenario = Scenario.started(choice("false"), after("end", "c")).complete("no");

    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-6 Multi-Choice")
  void shouldRunEveryBranchWhoseConditionHolds() {
    Scenario scenario = Scenario.started(choices());

    assertThat(scenario.statusOf("x")).isEqualTo(NodeStatus.SCHEDULED);
    assertThat(scenario.statusOf("y")).isEqualTo(NodeStatus.SKIPPED);
    assertThat(scenario.statusOf("z")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  @DisplayName("WCP-7 Structured Synchronizing Merge")
  void shouldWaitForTheBranchesThatRun() {
    Scenario scenario = Scenario.started(choices(), after("end", "p")).complete("x");

    assertThat(scenario.reached("end")).isFalse();
    assertThat(scenario.complete("z").reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-9 Structured Discriminator")
  void shouldGoOnOnceAfterTheFirstAndLetTheOthersEnd() {
    Scenario scenario =
        Scenario.started(
                task("a"),
                task("b"),
                Definitions.task("c", ",'dependsOn':['a','b'],'waitFor':'any'"))
            .complete("b");

    assertThat(scenario.reached("c")).isTrue();
    assertThat(scenario.complete("a").nodes("c")).hasSize(1);
  }

  @Test
  @DisplayName("WCP-29 Cancelling Discriminator")
  void shouldGoOnAfterTheFirstAndCancelTheOthers() {
    Scenario scenario =
        Scenario.started(parallel("any", "a", "b"), after("end", "p")).complete("b");

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-32 Cancelling Partial Join")
  void shouldGoOnAfterMoreThanHalfAndCancelTheOthers() {
    Scenario scenario =
        Scenario.started(parallel("majority", "a", "b", "c"), after("end", "p")).complete("a");

    assertThat(scenario.reached("end")).isFalse();
    assertThat(scenario.complete("c").reached("end")).isTrue();
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.CANCELLED);
  }

  @Test
  @DisplayName("WCP-37 Local Synchronizing Merge")
  void shouldNotWaitForWhatWillNotRun() {
    Scenario scenario =
        Scenario.started(
                task("a"),
                Definitions.task("b", ",'condition':'false'"),
                after("c", "b"),
                after("end", "a", "c"))
            .complete("c");

    assertThat(scenario.complete("a").reached("end")).isTrue();
  }

  // Iteration and several instances of a task

  @Test
  @DisplayName("WCP-12 Multiple Instances without Synchronization")
  void shouldStartSubprocessesAndNotWaitForThem() {
    Scenario scenario =
        Scenario.started(
            times(
                2,
                "true",
                "{'id':'s','type':'subprocess','workflowName':'w','waitForCompletion':false}"));

    assertThat(scenario.history().stream().filter(ChildRequested.class::isInstance)).hasSize(2);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  @DisplayName("WCP-13 Multiple Instances with a Priori Design-Time Knowledge")
  void shouldRunATaskAFixedNumberOfTimesAndWaitForAll() {
    Scenario scenario = Scenario.started(times(2, "true", task("b")), after("end", "l"));

    scenario.complete(scenario.nodes("b").get(1), "1");
    assertThat(scenario.reached("end")).isFalse();
    scenario.complete(scenario.nodes("b").get(0), "1");
    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-14 Multiple Instances with a Priori Run-Time Knowledge")
  void shouldRunATaskAsOftenAsTheDataSay() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    "{'id':'l','type':'loop','loopType':'dynamic','sourceExpression':'input.list',"
                        + "'nodes':["
                        + task("b")
                        + "]}"))
            .start("{'list':['x','y','z']}");

    assertThat(scenario.nodes("b")).hasSize(3);
  }

  @Test
  @DisplayName("WCP-35 Cancelling Partial Join for Multiple Instances")
  void shouldGoOnWhenEnoughIterationsHaveSucceeded() {
    Scenario scenario =
        Scenario.started(times(3, "true,'joinType':'majority'", task("b")), after("end", "l"));

    scenario.complete(scenario.nodes("b").get(0), "1").complete(scenario.nodes("b").get(2), "1");
    assertThat(scenario.nodes("b").get(1).status()).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-21 Structured Loop")
  void shouldRepeatAsLongAsAConditionHolds() {
    Scenario scenario =
        Scenario.started(
                "{'id':'l','type':'loop','loopType':'while',"
                    + "'condition':'$index === 0 || nodes.b.output.again','nodes':["
                    + task("b")
                    + "]}")
            .complete("b", "{'again':true}")
            .complete("b", "{'again':false}");

    assertThat(scenario.nodes("b")).hasSize(2);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  @DisplayName("WCP-22 Recursion")
  void shouldStartTheSameWorkflowInItself() {
    Scenario scenario =
        Scenario.of(
                Definitions.nodes(
                    "{'id':'s','type':'subprocess','workflowName':'flow','condition':'input.depth >"
                        + " 0','inputMapping':{'depth':'${input.depth - 1}'}}"))
            .start("{'depth':2}");

    assertThat(scenario.lastOf(ChildRequested.class).workflow()).isEqualTo("flow");
    assertThat(scenario.lastOf(ChildRequested.class).input())
        .isEqualTo(Scenario.json("{'depth':1}"));
  }

  // State and triggers

  @Test
  @DisplayName("WCP-16 Deferred Choice")
  void shouldLetTheFirstEventFromOutsideChoose() {
    Scenario scenario =
        Scenario.started(
                "{'id':'p','type':'parallel','joinType':'any','branches':["
                    + "{'id':'paid','nodes':["
                    + signal("pay")
                    + ","
                    + task("ship")
                    + "]},{'id':'late','nodes':[{'id':'w','type':'task','executor':'wait',"
                    + "'config':{'duration':'P7D'}}]}]}")
            .pass("P7D");

    assertThat(scenario.statusOf("pay")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.reached("ship")).isFalse();
  }

  @Test
  @DisplayName("WCP-17 Interleaved Parallel Routing")
  void shouldRunOneAtATimeInAnyOrderThatIsAllowed() {
    Scenario scenario = narrow(task("a"), after("b", "a"), task("c"));

    assertThat(scenario.statusOf("c")).isEqualTo(NodeStatus.WAITING);
    scenario.complete("a");
    assertThat(List.of(scenario.statusOf("b"), scenario.statusOf("c")))
        .containsExactlyInAnyOrder(NodeStatus.SCHEDULED, NodeStatus.WAITING);
  }

  @Test
  @DisplayName("WCP-40 Interleaved Routing")
  void shouldRunOneAtATimeInAnyOrder() {
    Scenario scenario = narrow(task("a"), task("b"));

    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.complete("a").statusOf("b")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  @DisplayName("WCP-18 Milestone")
  void shouldRunANodeOnlyWhileAnotherHasNotBeenReached() {
    Scenario scenario =
        Scenario.started(
                task("order"),
                after("deadline", "order"),
                task("change"),
                Definitions.task(
                    "apply",
                    ",'dependsOn':['change'],'condition':"
                        + "'nodes.order.attempts > 0 && !nodes.deadline.output'"))
            .complete("order")
            .complete("change");

    assertThat(scenario.statusOf("apply")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  @DisplayName("WCP-24 Persistent Trigger")
  void shouldKeepASignalUntilItsNodeIsReached() {
    Scenario scenario =
        Scenario.started(
                task("a"),
                "{'id':'s','type':'task','executor':'signal','config':{'name':'go'},"
                    + "'dependsOn':['a']}")
            .control(new SendSignal(Scenario.ID, null, null, "go", Scenario.json("1")))
            .complete("a");

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.COMPLETED);
  }

  @Test
  @DisplayName("WCP-39 Critical Section")
  void shouldWaitForItsTurnWhenAnotherHoldsTheKey() {
    Scenario scenario =
        Scenario.of(Definitions.with("'config':{'mutexKey':'printer'},", task("a"))).start();

    assertThat(scenario.lastOf(MutexQueued.class).key()).isEqualTo("printer");
    assertThat(scenario.exists() && scenario.nodes("a").isEmpty()).isTrue();
  }

  // Ending and cancelling

  @Test
  @DisplayName("WCP-11 Implicit Termination")
  void shouldEndWhenNothingIsLeftToDo() {
    Scenario scenario = Scenario.started(task("a"), task("b")).complete("a");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(scenario.complete("b").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  @DisplayName("WCP-43 Explicit Termination")
  void shouldEndAtANodeWhateverElseRuns() {
    Scenario scenario = Scenario.started(parallel("any", "end", "other")).complete("end");

    assertThat(scenario.statusOf("other")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  @DisplayName("WCP-19 Cancel Task")
  void shouldGoOnWithoutATaskThatIsNotWanted() {
    Scenario scenario = Scenario.started(task("a"), after("b", "a")).control(skip("a"));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.SKIPPED);
    assertThat(scenario.reached("b")).isTrue();
  }

  @Test
  @DisplayName("WCP-20 Cancel Case")
  void shouldCancelTheWholeInstance() {
    Scenario scenario = Scenario.started(task("a"), task("b")).control(ControlTest.CANCEL);

    assertThat(scenario.status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.CANCELLED);
  }

  @Test
  @DisplayName("WCP-25 Cancel Region")
  void shouldCancelWhatIsInsideOfOneNodeAndNothingElse() {
    Scenario scenario =
        Scenario.started(parallel("all", "a", "b"), task("other")).control(skip("p"));

    assertThat(scenario.statusOf("a")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.statusOf("b")).isEqualTo(NodeStatus.CANCELLED);
    assertThat(scenario.statusOf("other")).isEqualTo(NodeStatus.SCHEDULED);
  }

  @Test
  @DisplayName("WCP-26 Cancel Multiple Instance Activity")
  void shouldCancelAllIterations() {
    Scenario scenario = Scenario.started(times(3, "true", task("b")), after("end", "l"));

    scenario.control(skip("l"));
    assertThat(scenario.nodes("b")).allMatch(it -> it.status() == NodeStatus.CANCELLED);
    assertThat(scenario.reached("end")).isTrue();
  }

  @Test
  @DisplayName("WCP-27 Complete Multiple Instance Activity")
  void shouldCompleteALoopBeforeItsEnd() {
    Scenario scenario = Scenario.started(times(3, "true", task("b")), after("end", "l"));

    scenario.control(
        new CompleteNode(Scenario.ID, null, null, "l", null, Scenario.json("['enough']")));
    assertThat(scenario.node("l").output()).isEqualTo(Scenario.json("['enough']"));
    assertThat(scenario.reached("end")).isTrue();
  }

  // Definitions

  private static String task(String id) {
    return Definitions.task(id);
  }

  private static String after(String id, String... dependsOn) {
    return Definitions.after(id, dependsOn);
  }

  private static String signal(String id) {
    return "{'id':'%s','type':'task','executor':'signal','config':{'name':'%s'}}".formatted(id, id);
  }

  private static String choice(String condition) {
    return "{'id':'c','type':'condition','condition':'%s','branches':{'true':[%s],'false':[%s]}}"
        .formatted(condition, task("yes"), task("no"));
  }

  private static String choices() {
    return "{'id':'p','type':'parallel','branches':[{'id':'bx','condition':'true','nodes':[%s]},"
            .formatted(task("x"))
        + "{'id':'by','condition':'false','nodes':[%s]},{'id':'bz','condition':'true','nodes':[%s]}]}"
            .formatted(task("y"), task("z"));
  }

  private static String parallel(String join, String... tasks) {
    List<String> branches =
        Arrays.stream(tasks)
            .map(id -> "{'id':'branch-%s','nodes':[%s]}".formatted(id, task(id)))
            .toList();
    return "{'id':'p','type':'parallel','joinType':'%s','branches':[%s]}"
        .formatted(join, String.join(",", branches));
  }

  private static String times(int count, String parallel, String body) {
    return "{'id':'l','type':'loop','loopType':'times','count':%d,'parallel':%s,'nodes':[%s]}"
        .formatted(count, parallel, body);
  }

  private static SkipNode skip(String id) {
    return new SkipNode(Scenario.ID, null, null, id, null);
  }

  private static Scenario narrow(String... nodes) {
    return Scenario.of(Definitions.with("'config':{'maxConcurrency':1},", nodes)).start();
  }
}

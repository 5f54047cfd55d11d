package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Problem;
import io.millrace.definition.ErrorPolicy.OnFailure;
import io.millrace.definition.ErrorPolicy.Strategy;
import io.millrace.definition.RetryPolicy.Backoff;
import io.millrace.definition.WorkflowConfig.MutexPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the model says of the example definitions. */
class ModelTest {

  private static final WorkflowDefinition ORDER = Definitions.load("order.json").definition();
  private static final WorkflowDefinition ETL = Definitions.load("etl.json").definition();
  private static final WorkflowDefinition TRAVEL =
      Definitions.load("travel-saga.json").definition();
  private static final WorkflowDefinition INSPECTION = Definitions.load("巡检.json").definition();

  private static <T extends Node> T node(WorkflowDefinition definition, String id, Class<T> type) {
    return type.cast(Objects.requireNonNull(definition.node(id), id));
  }

  private static List<String> ids(List<Node> nodes) {
    return nodes.stream().map(Node::id).toList();
  }

  @Test
  void shouldKnowWhoAWorkflowIs() {
    assertThat(ORDER.identity().name()).isEqualTo("order");
    assertThat(ORDER.identity().displayName()).isEqualTo("Order fulfilment");
    assertThat(ORDER.version()).isEqualTo("2.1.0");
    assertThat(ORDER.identity().category()).isEqualTo("commerce");
    assertThat(ORDER.identity().tags()).containsExactly("order", "payment");
  }

  @Test
  void shouldTakeTheNameForTheIdWhenThereIsNone() {
    assertThat(TRAVEL.name()).isEqualTo("travel-booking");
    assertThat(TRAVEL.identity().displayName()).isEqualTo("travel-booking");
  }

  @Test
  void shouldResolveTheConfigOfAWorkflow() {
    WorkflowConfig config = ORDER.config();

    assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.priority()).isEqualTo(75);
    assertThat(config.maxConcurrency()).isEqualTo(10);
    assertThat(config.mutexPolicy()).isEqualTo(MutexPolicy.QUEUE);
    assertThat(config.mutexKey()).hasToString("customer-${input.customer.id}");
    assertThat(config.recovery().maxRecoveryAttempts()).isEqualTo(5);
    assertThat(config.retry())
        .isEqualTo(
            new RetryPolicy(
                2, Duration.ofMillis(500), Backoff.EXPONENTIAL, 2, Duration.ofSeconds(60), 0.1));
  }

  @Test
  void shouldHaveTheDefaultsOfTheFormatWhenNothingIsSaid() {
    WorkflowDefinition plain =
        Definitions.parse(
            "{'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor':"
                + " 'x'}]}");
    NodeHeader header = node(plain, "a", TaskNode.class).header();

    assertThat(plain.config().priority()).isEqualTo(50);
    assertThat(plain.config().timeout()).isNull();
    assertThat(plain.outputs()).isNull();
    assertThat(header.errors())
        .isEqualTo(
            new ErrorPolicy(
                Strategy.RETRY, RetryPolicy.DEFAULTS, Set.of(), Set.of(), OnFailure.STOP, null));
    assertThat(header.name()).isEqualTo("a");
    assertThat(header.waitFor()).isEqualTo(WaitFor.ALL);
    assertThat(header.distribution()).isEqualTo(Distribution.DEFAULTS);
    assertThat(header.compensation()).isNull();
  }

  @Test
  void shouldKnowTheGraphOfTheTopLevel() {
    assertThat(ids(ORDER.nodes().roots())).containsExactly("validate");
    assertThat(ids(ORDER.nodes().dependents("validate")))
        .containsExactly("check-inventory", "total");
    assertThat(ids(ORDER.nodes().sinks())).containsExactly("notify");
    assertThat(Objects.requireNonNull(ORDER.nodes().last()).id()).isEqualTo("notify");
  }

  @Test
  void shouldRunBranchesAndBodiesInArrayOrder() {
    ConditionNode condition = node(ORDER, "in-stock", ConditionNode.class);
    Block whenTrue = Objects.requireNonNull(condition.branch(true));
    Block body = node(ETL, "batches", LoopNode.class).body();

    assertThat(whenTrue.name()).isEqualTo("true");
    assertThat(ids(whenTrue.roots())).containsExactly("charge-card");
    assertThat(ids(whenTrue.dependents("charge-card"))).containsExactly("ship");
    assertThat(ids(body.roots())).containsExactly("extract");
    assertThat(ids(body.dependents("extract"))).containsExactly("checks");
    assertThat(ids(body.dependents("checks"))).containsExactly("load");
    assertThat(ids(body.sinks())).containsExactly("load");
  }

  @Test
  void shouldKnowWhereANodeIs() {
    Placement placement = Objects.requireNonNull(ETL.placement("check-volume"));
    Placement plan = Objects.requireNonNull(ETL.placement("plan"));

    assertThat(placement.loops()).containsExactly("batches");
    assertThat(Objects.requireNonNull(placement.container()).id()).isEqualTo("checks");
    assertThat(placement.block().name()).isEqualTo("volume");
    assertThat(plan.isVisibleFrom(placement)).isTrue();
    assertThat(placement.isVisibleFrom(plan)).isFalse();
    assertThat(ETL.placement("nothing")).isNull();
    assertThat(ETL.placements()).hasSize(8);
  }

  @Test
  void shouldNameTheExecutorsThatItNeeds() {
    assertThat(ORDER.requiredExecutors())
        .containsExactly(
            "back-order",
            "inventory",
            "mail",
            "order-validator",
            "payment",
            "payment-refund",
            "shipping");
    assertThat(TRAVEL.requiredExecutors())
        .containsExactly(
            "airline", "airline-cancel", "hotel", "hotel-cancel", "payment", "payment-refund");
  }

  @Test
  void shouldResolveErrorHandling() {
    ErrorPolicy inventory = node(ORDER, "check-inventory", TaskNode.class).header().errors();
    ErrorPolicy validate = node(ORDER, "validate", TaskNode.class).header().errors();
    ErrorPolicy ship = node(ORDER, "ship", TaskNode.class).header().errors();
    ErrorPolicy notify = node(ORDER, "notify", TaskNode.class).header().errors();

    assertThat(inventory.retry())
        .isEqualTo(
            new RetryPolicy(
                4, Duration.ofMillis(200), Backoff.LINEAR, 2, Duration.ofSeconds(10), 0));
    assertThat(inventory.circuitBreaker())
        .isEqualTo(new CircuitBreaker(3, Duration.ofMinutes(1), 2));
    assertThat(inventory.mayRetry("TIMEOUT", true)).isTrue();
    assertThat(inventory.mayRetry("TIMEOUT", false)).isFalse();
    assertThat(inventory.mayRetry("UNKNOWN_SKU", true)).isFalse();
    assertThat(inventory.mayRetry("OTHER", true)).isFalse();
    assertThat(validate.retry().maxRetries()).isZero();
    assertThat(validate.onFailure()).isEqualTo(OnFailure.STOP);
    assertThat(ship.onFailure()).isEqualTo(OnFailure.ROLLBACK);
    assertThat(ship.retry().maxRetries()).isEqualTo(2);
    assertThat(notify.onFailure()).isEqualTo(OnFailure.CONTINUE);
  }

  @Test
  void shouldNotRetryWhatHoldsOtherNodesUnlessItSaysSo() {
    assertThat(node(ORDER, "in-stock", ConditionNode.class).header().errors().retry().maxRetries())
        .isZero();
    assertThat(node(ETL, "batches", LoopNode.class).header().errors().retry().maxRetries())
        .isZero();
    assertThat(node(ETL, "repair", SubprocessNode.class).header().errors().retry())
        .isEqualTo(
            new RetryPolicy(
                1, Duration.ofSeconds(2), Backoff.EXPONENTIAL, 2, Duration.ofSeconds(60), 0.1));
  }

  @Test
  void shouldReadConditionNodes() {
    ConditionNode condition = node(ORDER, "in-stock", ConditionNode.class);

    assertThat(condition.header().condition()).isNull();
    assertThat(condition.defaultBranch()).isFalse();
    assertThat(ids(Objects.requireNonNull(condition.branch(false)).nodes()))
        .containsExactly("back-order");
    assertThat(condition.test().expression().references().nodeIds())
        .containsExactlyInAnyOrder("check-inventory", "total");
  }

  @Test
  void shouldReadParallelNodes() {
    ParallelNode checks = node(ETL, "checks", ParallelNode.class);
    ParallelNode bookings = node(TRAVEL, "bookings", ParallelNode.class);

    assertThat(checks.branches()).extracting(Branch::id).containsExactly("schema", "volume");
    assertThat(checks.branches()).extracting(Branch::priority).containsExactly(50, 75);
    assertThat(checks.branches().get(1).condition()).hasToString("$item.rows > 1000");
    assertThat(checks.join()).isEqualTo(JoinType.ALL);
    assertThat(checks.maxConcurrency()).isEqualTo(2);
    assertThat(checks.tolerance()).isEqualTo(FailureTolerance.NONE);
    assertThat(bookings.header().errors().onFailure()).isEqualTo(OnFailure.ROLLBACK);
  }

  @Test
  void shouldReadLoops() {
    LoopNode batches = node(ETL, "batches", LoopNode.class);
    LoopNode polling = node(INSPECTION, "轮询", LoopNode.class);
    LoopNode times = node(INSPECTION, "重试三次", LoopNode.class);
    LoopNode repeat = node(INSPECTION, "直到完成", LoopNode.class);

    assertThat(batches.isDynamic()).isTrue();
    assertThat(batches.parallel()).isTrue();
    assertThat(batches.maxConcurrency()).isEqualTo(4);
    assertThat(batches.batchSize()).isEqualTo(20);
    assertThat(batches.iterationDelay()).isEqualTo(Duration.ofMillis(100));
    assertThat(batches.tolerance()).isEqualTo(new FailureTolerance(true, 10, 0.2));
    assertThat(polling.kind()).isInstanceOf(LoopKind.While.class);
    assertThat(polling.header().condition()).isNull();
    assertThat(polling.parallel()).isFalse();
    assertThat(times.kind()).isInstanceOf(LoopKind.Times.class);
    assertThat(times.parallel()).isTrue();
    assertThat(times.join()).isEqualTo(JoinType.ANY);
    assertThat(times.header().waitFor()).isEqualTo(WaitFor.ANY);
    assertThat(repeat.kind()).isInstanceOf(LoopKind.DoWhile.class);
    assertThat(repeat.isDynamic()).isFalse();
  }

  @Test
  void shouldReadSubprocesses() {
    SubprocessNode repair = node(ETL, "repair", SubprocessNode.class);
    SubprocessNode inline = node(INSPECTION, "子流程", SubprocessNode.class);

    assertThat(repair.source()).isInstanceOf(SubprocessSource.Named.class);
    assertThat(((SubprocessSource.Named) repair.source()).version()).hasToString("^1.2.0");
    assertThat(repair.waitForCompletion()).isTrue();
    assertThat(Objects.requireNonNull(repair.fallback()).workflow()).hasToString("etl-alarm");
    assertThat(inline.waitForCompletion()).isFalse();
    WorkflowDefinition child = ((SubprocessSource.Inline) inline.source()).definition();
    assertThat(child.name()).isEqualTo("设备巡检/子流程");
    assertThat(child.version()).isEqualTo("1.0.0");
    assertThat(child.node("记录")).isNotNull();
  }

  @Test
  void shouldReadBuiltInWork() {
    Work confirm = node(TRAVEL, "confirm-hotel", TaskNode.class).work();
    Work coolOff = node(TRAVEL, "cool-off", TaskNode.class).work();
    Work total = node(ORDER, "total", TaskNode.class).work();

    assertThat(confirm).isInstanceOf(Work.Signal.class);
    assertThat(((Work.Signal) confirm).timeout()).isEqualTo(Duration.ofDays(1));
    assertThat(coolOff).isInstanceOf(Work.Wait.class);
    assertThat(((Work.Wait) coolOff).until()).isNull();
    assertThat(total).isInstanceOf(Work.Transform.class);
    assertThat(total.executor()).isEqualTo("transform");
  }

  @Test
  void shouldReadCompensations() {
    Compensation refund =
        Objects.requireNonNull(node(ORDER, "charge-card", TaskNode.class).header().compensation());
    Compensation cancel =
        Objects.requireNonNull(node(TRAVEL, "book-flight", TaskNode.class).header().compensation());

    assertThat(refund.work().executor()).isEqualTo("payment-refund");
    assertThat(refund.errors().retry().maxRetries()).isEqualTo(5);
    assertThat(refund.name()).isEqualTo("charge-card (compensation)");
    assertThat(cancel.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(cancel.name()).isEqualTo("Cancel the flight");
  }

  @Test
  void shouldLetOnlyConfigsOfExecutorsHoldSecrets() {
    Work charge = node(ORDER, "charge-card", TaskNode.class).work();

    assertThat(charge.config().references().secrets()).containsExactly("paymentToken");
  }

  @Test
  void shouldReadDistribution() {
    Distribution distribution = node(ORDER, "ship", TaskNode.class).header().distribution();

    assertThat(distribution.strategy()).isEqualTo(Distribution.Strategy.HASH);
    assertThat(distribution.hashKey()).hasToString("input.customer.id");
    assertThat(distribution.enabled()).isTrue();
  }

  @Test
  void shouldReadOutputs() {
    var outputs = Objects.requireNonNull(ORDER.outputs());

    assertThat(outputs).containsOnlyKeys("orderId", "total", "tracking", "summary", "invoice");
    assertThat(Objects.requireNonNull(outputs.get("invoice")).value()).isNull();
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(outputs.get("total")).value())
                .references()
                .nodeIds())
        .containsExactly("total");
  }

  @Test
  void shouldWarnOfWhatTheEtlExampleAsksForInVain() {
    assertThat(Definitions.load("etl.json").warnings())
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder("/config/resourceAllocation", "/nodes/2/dataIsolation");
    assertThat(Definitions.load("order.json").warnings())
        .extracting(Problem::pointer)
        .allMatch(pointer -> pointer.startsWith("/config/recovery/"));
    assertThat(Definitions.load("travel-saga.json").warnings()).isEmpty();
    assertThat(Definitions.load("巡检.json").warnings()).isEmpty();
  }

  @Test
  void shouldStartAtOnceInABranchWhenDependsOnIsEmpty() {
    WorkflowDefinition definition =
        Definitions.parse(
            """
            {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'times',
             'count': 1, 'nodes': [
               {'id': 'a', 'type': 'task', 'executor': 'x'},
               {'id': 'b', 'type': 'task', 'executor': 'x', 'dependsOn': []},
               {'id': 'c', 'type': 'task', 'executor': 'x'}]}]}
            """);
    Block body = node(definition, "l", LoopNode.class).body();

    assertThat(ids(body.roots())).containsExactly("a", "b");
    assertThat(ids(body.sinks())).containsExactly("a", "c");
  }

  @Test
  void shouldLetContinueOfALoopSpeakOfItsIterations() {
    WorkflowDefinition definition =
        Definitions.parse(
            """
            {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'times',
             'count': 1, 'errorHandling': 'continue', 'nodes': [
               {'id': 'a', 'type': 'task', 'executor': 'x', 'errorHandling': 'ignore'}]}]}
            """);
    LoopNode loop = node(definition, "l", LoopNode.class);

    assertThat(loop.tolerance().carryOn()).isTrue();
    assertThat(loop.header().errors().onFailure()).isEqualTo(OnFailure.STOP);
    assertThat(node(definition, "a", TaskNode.class).header().errors().onFailure())
        .isEqualTo(OnFailure.IGNORE);
  }
}

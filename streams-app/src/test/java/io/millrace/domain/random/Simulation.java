package io.millrace.domain.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contract.ErrorInfo;
import io.millrace.contract.InstanceId;
import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.ParentRef;
import io.millrace.contract.event.ChildRequested;
import io.millrace.contract.event.Event;
import io.millrace.contract.event.NodeScheduled;
import io.millrace.contract.message.CancelInstance;
import io.millrace.contract.message.CompleteNode;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.PauseInstance;
import io.millrace.contract.message.ReportChild;
import io.millrace.contract.message.Result;
import io.millrace.contract.message.ResumeInstance;
import io.millrace.contract.message.RetryInstance;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.SkipNode;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.TaskCompleted;
import io.millrace.contract.message.TaskFailed;
import io.millrace.contract.message.TaskHeartbeat;
import io.millrace.contract.message.TaskStarted;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.SubprocessSource;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.domain.Command;
import io.millrace.domain.Decider;
import io.millrace.domain.Decision;
import io.millrace.domain.Limits;
import io.millrace.domain.ReplayLaw;
import io.millrace.domain.Surroundings;
import io.millrace.domain.oracle.Operation;
import io.millrace.domain.oracle.Outcome;
import io.millrace.domain.oracle.Script;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a case through the engine's decider, step by step in virtual time: results, timers and
 * controls arrive when they are due and in a drawn order when they are due together; some of them
 * arrive twice, some long after anybody waits for them. After each step the replay law is checked.
 */
final class Simulation {

  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final int MOST_STEPS = 20_000;

  private final Script script;
  private final SplittableRandom noise;
  private final Decider decider;
  private final Map<String, WorkflowDefinition> library;
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::tie));
  private final List<Life> lives = new ArrayList<>();
  private long now;
  private int steps;

  private record Arrival(long at, long tie, Life life, Supplier<@Nullable Command> command) {}

  /** One instance. */
  private static final class Life {

    final InstanceId id;
    final WorkflowDefinition definition;
    final String prefix;
    final @Nullable Life parent;
    final @Nullable ParentRef asked;
    final boolean detached;
    final ReplayLaw law;
    @Nullable InstanceState state;
    boolean reported;

    Life(
        InstanceId id,
        WorkflowDefinition definition,
        String prefix,
        @Nullable Life parent,
        @Nullable ParentRef asked,
        boolean detached,
        ReplayLaw law) {
      this.law = law;
      this.id = id;
      this.definition = definition;
      this.prefix = prefix;
      this.parent = parent;
      this.asked = asked;
      this.detached = detached;
    }
  }

  /**
   * A simulation.
   *
   * @param noiseSeed decides what comes twice, late and in which order; must make no difference
   */
  Simulation(RandomCase what, RandomCase.Loaded loaded, long noiseSeed) {
    this.script = new Executors(what.seed());
    this.noise = new SplittableRandom(noiseSeed);
    this.library = loaded.library();
    Limits usual = Limits.DEFAULTS;
    int batch = noise.nextInt(4) == 0 ? 2 + noise.nextInt(4) : usual.batch();
    this.decider =
        new Decider(
            new Limits(
                usual.nodeBytes(),
                usual.stateBytes(),
                usual.iterations(),
                usual.keptSignals(),
                batch,
                usual.nesting()));
    Life life = new Life(InstanceId.first(3), loaded.definition(), "", null, null, false, law());
    lives.add(life);
    Start start =
        new Start("w", null, null, null, null, null, what.input(), null, null, null, null);
    arrive(0, life, () -> new Command.StartInstance(life.id, 7, start, surroundings()));
    what.operations().forEach(it -> arrive(it.at(), life, () -> control(life, it)));
  }

  /** Most of the time is saved where it is spent: in reading back what was written. */
  private ReplayLaw law() {
    return new ReplayLaw(noise.nextInt(10) == 0 ? 1 : Integer.MAX_VALUE);
  }

  /** Runs until nothing more will happen. */
  Outcome run() {
    while (true) {
      Life due = dueFirst();
      Arrival next = arrivals.peek();
      if (due == null && next == null) {
        return outcome();
      }
      if (steps++ > MOST_STEPS) {
        throw new AssertionError("the instance does not come to an end: " + outcome());
      }
      long timer = due == null ? Long.MAX_VALUE : dueAt(due);
      long message = next == null ? Long.MAX_VALUE : next.at();
      if (due != null && (timer < message || (timer == message && noise.nextBoolean()))) {
        now = Math.max(now, timer);
        decide(due, new Command.FireTimers(surroundings()));
      } else {
        Arrival arrival = arrivals.remove();
        now = Math.max(now, arrival.at());
        Command command = arrival.command().get();
        if (command != null) {
          decide(arrival.life(), command);
        }
      }
    }
  }

  private @Nullable Life dueFirst() {
    return lives.stream()
        .filter(it -> it.state != null && it.state.nextDue() != null)
        .min(Comparator.comparingLong(this::dueAt))
        .orElse(null);
  }

  private long dueAt(Life life) {
    Instant due = life.state == null ? null : life.state.nextDue();
    return due == null ? Long.MAX_VALUE : due.toEpochMilli() - T0.toEpochMilli();
  }

  private Surroundings surroundings() {
    return new Surroundings("engine-" + noise.nextInt(2), "host", noise.nextLong());
  }

  private Instant instant() {
    return T0.plusMillis(now);
  }

  private void arrive(long at, Life life, Supplier<@Nullable Command> command) {
    arrivals.add(new Arrival(at, noise.nextLong(), life, command));
  }

  private void decide(Life life, Command command) {
    Decision decision = decider.decide(life.state, command, life.definition, instant());
    if (decision instanceof Decision.Accepted accepted) {
      life.state = life.law.check(life.state, accepted, instant());
      accepted.events().forEach(event -> react(life, event));
      reapChildren(life);
      report(life);
    } else if (life.state == null) {
      throw new AssertionError("the start was refused: " + decision);
    }
  }

  private void react(Life life, Event event) {
    if (event instanceof NodeScheduled task && !task.internal() && task.executor() != null) {
      dispatch(life, task, task.executor());
    } else if (event instanceof ChildRequested child) {
      begin(life, child);
    }
  }

  // Executors

  private void dispatch(Life life, NodeScheduled task, String executor) {
    String path = life.prefix + path(life, state(life).nodes().get(task.nodeNo()));
    JsonNode config = task.config() == null ? TextNode.valueOf("") : task.config();
    Script.Answer answer = script.answer(executor, config, path, task.attempt());
    if (task.attempt() > 1 && noise.nextInt(4) == 0) {
      long at = now + noise.nextInt(1_500);
      result(life, at, completed(life, task, task.attempt() - 1, TextNode.valueOf("stale")));
    }
    if (answer == null) {
      return;
    }
    if (noise.nextInt(3) == 0) {
      long begun = now + noise.nextLong(answer.millis() + 1);
      result(
          life,
          begun,
          noise.nextBoolean()
              ? new TaskStarted(life.id, task.nodeNo(), task.attempt(), "c", "w", instant())
              : new TaskHeartbeat(life.id, task.nodeNo(), task.attempt(), "c", "w", null));
    }
    Result first = result(life, task, answer);
    result(life, now + answer.millis(), first);
    if (noise.nextInt(5) == 0) {
      long later = now + answer.millis() + 1 + noise.nextInt(5_000);
      result(life, later, first);
      result(
          life, later + 1, completed(life, task, task.attempt(), TextNode.valueOf("contradicts")));
    }
  }

  private Result result(Life life, NodeScheduled task, Script.Answer answer) {
    String code = answer.code();
    if (code == null) {
      return completed(life, task, task.attempt(), answer.output());
    }
    ErrorInfo error = new ErrorInfo(code, "It failed.", answer.retryable(), null);
    return new TaskFailed(
        life.id, task.nodeNo(), task.attempt(), "c", "w", instant(), instant(), error);
  }

  private Result completed(Life life, NodeScheduled task, int attempt, @Nullable JsonNode output) {
    JsonNode value = output == null ? NullNode.getInstance() : output;
    return new TaskCompleted(
        life.id, task.nodeNo(), attempt, "c", "w", instant(), instant(), value);
  }

  private void result(Life life, long at, Result result) {
    arrive(at, life, () -> new Command.ApplyResult(result, surroundings()));
  }

  // Children

  private void begin(Life life, ChildRequested request) {
    NodeState node = state(life).nodes().get(request.nodeNo());
    String prefix = life.prefix + path(life, node) + "#" + request.attempt() + "/";
    ParentRef asked = ParentRef.of(life.id, request.nodeNo(), request.attempt(), life.asked);
    WorkflowDefinition definition = library.get(request.workflow());
    if (definition == null
        && life.definition.node(node.nodeId()) instanceof SubprocessNode subprocess
        && subprocess.source() instanceof SubprocessSource.Inline inline) {
      definition = inline.definition();
    }
    if (definition == null) {
      throw new AssertionError("no workflow " + request.workflow());
    }
    InstanceId id = new InstanceId(InstanceId.first(3).value() + lives.size());
    Life child = new Life(id, definition, prefix, life, asked, request.detached(), law());
    lives.add(child);
    Start start =
        new Start(
            definition.name(),
            null,
            null,
            null,
            null,
            null,
            request.input(),
            null,
            null,
            null,
            asked);
    for (int i = noise.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      arrive(now, child, () -> new Command.StartInstance(id, 8, start, surroundings()));
    }
  }

  /** Children that nobody waits for any more are cancelled. */
  private void reapChildren(Life life) {
    for (Life child : lives) {
      if (child.parent == life && child.asked != null && !child.detached && !child.reported) {
        NodeState node = state(life).nodes().get(child.asked.nodeNo());
        if (node.status() != NodeStatus.WAITING || node.attempt() != child.asked.attempt()) {
          child.reported = true;
          arrive(now, child, () -> cancel(child));
        }
      }
    }
  }

  private @Nullable Command cancel(Life child) {
    return child.state == null || child.state.status().ended()
        ? null
        : new Command.ApplyControl(new CancelInstance(child.id, null, null), surroundings());
  }

  private void report(Life life) {
    InstanceState state = state(life);
    Life parent = life.parent;
    ParentRef asked = life.asked;
    if (parent == null || asked == null || life.reported || !state.status().ended()) {
      return;
    }
    life.reported = true;
    ReportChild report =
        new ReportChild(
            parent.id,
            null,
            null,
            asked.nodeNo(),
            asked.attempt(),
            life.id,
            state.status(),
            state.status() == InstanceStatus.COMPLETED ? state.output() : null,
            state.status() == InstanceStatus.COMPLETED ? null : state.error());
    for (int i = noise.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      arrive(now + Script.NEWS_MS, parent, () -> new Command.ApplyControl(report, surroundings()));
    }
  }

  // Operators

  private @Nullable Command control(Life life, Operation it) {
    InstanceState state = state(life);
    Control control =
        switch (it.kind()) {
          case PAUSE -> new PauseInstance(life.id, null, null);
          case RESUME -> new ResumeInstance(life.id, null, null);
          case CANCEL -> new CancelInstance(life.id, null, null);
          case RETRY -> new RetryInstance(life.id, null, null);
          case SIGNAL -> new SendSignal(life.id, null, null, it.name(), it.payload());
          case SKIP ->
              isOpen(state, it.name()) ? new SkipNode(life.id, null, null, it.name(), null) : null;
          case COMPLETE ->
              isOpen(state, it.name())
                  ? new CompleteNode(life.id, null, null, it.name(), null, it.payload())
                  : null;
        };
    return control == null ? null : new Command.ApplyControl(control, surroundings());
  }

  private static boolean isOpen(InstanceState state, String nodeId) {
    return state.nodes().all().stream()
        .anyMatch(node -> node.nodeId().equals(nodeId) && node.open());
  }

  // How it ended

  private Outcome outcome() {
    List<Member> family = new ArrayList<>();
    for (Life life : lives) {
      life.law.settle(state(life));
      family.add(new Member(life.prefix, state(life)));
    }
    return Member.outcome(family);
  }

  private static InstanceState state(Life life) {
    InstanceState state = life.state;
    if (state == null) {
      throw new AssertionError("there is no instance " + life.prefix);
    }
    return state;
  }

  private static String path(Life life, NodeState node) {
    return Member.path(state(life), node);
  }
}

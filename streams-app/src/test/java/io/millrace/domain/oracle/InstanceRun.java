package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.definition.Compensation;
import io.millrace.definition.Node;
import io.millrace.definition.NodeHeader;
import io.millrace.definition.TaskNode;
import io.millrace.definition.WaitFor;
import io.millrace.definition.WorkflowDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One instance. */
final class InstanceRun {

  final World world;
  final String prefix;
  final WorkflowDefinition definition;
  final JsonNode input;
  final Signals signals = new Signals();
  final Slots slots;

  private final Runnable onEnd;
  private final TreeMap<Long, NodeRun> completions = new TreeMap<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private final Deque<Runnable> heldTimers = new ArrayDeque<>();
  private Map<String, NodeRun> kept = Map.of();
  private final Set<String> reopened = new HashSet<>();
  private long counter;
  private int era;
  private boolean paused;
  private String status = "running";
  private @Nullable Failure failure;
  private @Nullable JsonNode output;
  private Frame top;
  private Sight sight;
  private @Nullable NodeRun undoing;
  private Clock.@Nullable Alarm deadline;
  private long deadlineAt;
  private long pausedAt;

  InstanceRun(
      World world, String prefix, WorkflowDefinition definition, JsonNode input, Runnable onEnd) {
    this.world = world;
    this.prefix = prefix;
    this.definition = definition;
    this.input = input;
    this.onEnd = onEnd;
    this.slots = new Slots(definition.config().maxConcurrency());
    this.sight = new Sight(input);
    this.top = new Frame(this, definition.nodes(), sight, this::done, this::stopped);
  }

  void begin() {
    Duration timeout = definition.config().timeout();
    if (timeout != null) {
      startDeadline(timeout.toMillis());
    }
    top.begin();
  }

  private void startDeadline(long millis) {
    deadlineAt = world.clock.now() + millis;
    deadline = world.clock.in(millis, this::tooLate);
  }

  // What happens next, and when

  /** Does something at once, or when the instance goes on. */
  void soon(Runnable action) {
    int now = era;
    world.clock.soon(() -> unlessHeld(now, false, action));
  }

  /** Does something in a while; timers of what is paused wait. */
  Clock.Alarm timer(long millis, String path, Runnable action) {
    int now = era;
    return world.clock.in(
        world.script.timerMillis(millis, path), () -> unlessHeld(now, true, action));
  }

  private void unlessHeld(int then, boolean timer, Runnable action) {
    if (then != era) {
      return;
    }
    if (paused) {
      (timer ? heldTimers : held).add(() -> unlessHeld(then, timer, action));
    } else if (status.equals("running")) {
      action.run();
    }
  }

  // Ends

  private void done(JsonNode ignored) {
    if (status.equals("running") && undoing == null) {
      output = Outputs.of(this, top, completions.values());
      end("completed");
    }
  }

  private void stopped(Failure why) {
    failure = why;
    end("failed");
  }

  private void tooLate() {
    failure = new Failure("workflow-timed-out", false, true);
    end("timeout");
  }

  private void end(String how) {
    if (!status.equals("running")) {
      return;
    }
    top.cancel();
    if (undoing != null) {
      undoing.cancel();
    }
    if (deadline != null) {
      deadline.callOff();
    }
    status = how;
    paused = false;
    held.clear();
    heldTimers.clear();
    onEnd.run();
  }

  // Completions and their undoing

  /** Remembers that a node completed; gives its place in the order. */
  long completed(NodeRun node, long before) {
    long place = before == 0 ? ++counter : before;
    completions.put(place, node);
    return place;
  }

  void uncompleted(NodeRun node) {
    completions.values().remove(node);
  }

  /** Everything that runs is cancelled; what was completed is undone, the latest first. */
  void rollBack(Failure why) {
    soon(
        () -> {
          if (undoing == null) {
            failure = why;
            top.cancel();
            if (deadline != null) {
              deadline.callOff(); // What was begun to be undone is undone, however long it takes.
              deadline = null;
            }
            List<NodeRun> latestFirst = new ArrayList<>(completions.descendingMap().values());
            latestFirst.removeIf(it -> it.node.header().compensation() == null);
            undo(latestFirst.iterator());
          }
        });
  }

  private void undo(Iterator<NodeRun> rest) {
    if (!rest.hasNext()) {
      end("failed");
      return;
    }
    NodeRun done = rest.next();
    Compensation undo = Objects.requireNonNull(done.node.header().compensation());
    Node task = task(done, undo);
    Failure why = failure;
    Sight seen = done.frame.sight;
    Frame frame =
        new Frame(
            this,
            null,
            why == null ? seen : seen.with("error", why.json()),
            unused -> {},
            unused -> {}) {
          @Override
          void ended() {
            soon(() -> undo(rest));
          }

          @Override
          void failed(Failure failed) {
            soon(() -> undo(rest));
          }
        };
    undoing = new NodeRun(frame, task);
    undoing.reach();
  }

  private static Node task(NodeRun done, Compensation undo) {
    NodeHeader header = done.node.header();
    return new TaskNode(
        new NodeHeader(
            done.id() + "/compensate",
            undo.name(),
            List.of(),
            WaitFor.ALL,
            null,
            undo.timeout(),
            undo.errors(),
            header.distribution(),
            null),
        undo.work());
  }

  // Operations

  void apply(Operation operation) {
    switch (operation.kind()) {
      case PAUSE -> pause();
      case RESUME -> resume();
      case CANCEL -> cancel();
      case RETRY -> retry();
      case SIGNAL -> {
        if (status.equals("running")) {
          signals.send(operation.name(), operation.payload());
        }
      }
      case SKIP -> decide(operation, true);
      case COMPLETE -> decide(operation, false);
    }
  }

  private void decide(Operation operation, boolean skip) {
    NodeRun node = top.node(operation.name());
    if (status.equals("running") && node != null && isOpen(node)) {
      node.decide(skip, operation.payload());
    }
  }

  private static boolean isOpen(NodeRun node) {
    return !node.isOver() && !node.status().equals("pending");
  }

  private void pause() {
    if (status.equals("running") && !paused) {
      paused = true;
      pausedAt = world.clock.now();
      if (deadline != null) {
        deadline.callOff();
      }
    }
  }

  private void resume() {
    if (paused) {
      paused = false;
      if (deadline != null) {
        startDeadline(deadlineAt - pausedAt);
      }
      world.hungOnPause |= heldTimers.size() + held.size() > 1;
      // What ended in the pause counts before what would have been due in it.
      new ArrayList<>(heldTimers).forEach(world.clock::last);
      List<Runnable> consequences = new ArrayList<>(held);
      if (world.clock.isDepthFirst()) {
        Collections.reverse(consequences);
      }
      consequences.forEach(world.clock::soon);
      held.clear();
      heldTimers.clear();
    }
  }

  void cancel() {
    if (status.equals("running")) {
      failure = Failure.permanent("cancelled");
      end("cancelled");
    }
  }

  private void retry() {
    if (!Set.of("failed", "cancelled", "timeout").contains(status)) {
      return;
    }
    era++;
    kept = new HashMap<>();
    reopened.clear();
    Map<String, NodeRun> old = new HashMap<>(world.nodes);
    old.forEach(
        (path, node) -> {
          if (node.frame.run == this) {
            if (node.status().equals("skipped") || node.letsOthersGoOn()) {
              kept.put(path, node);
            } else if (!node.node.blocks().isEmpty()) {
              reopened.add(path);
            }
            world.nodes.remove(path);
          }
        });
    completions.clear();
    slots.clear();
    status = "running";
    failure = null;
    sight = new Sight(input);
    top = new Frame(this, definition.nodes(), sight, this::done, this::stopped);
    readopt();
    begin();
  }

  /** What is inside of what is kept, is kept. */
  private void readopt() {
    kept.forEach(world.nodes::putIfAbsent);
  }

  /** A node that an earlier run, before a retry of the instance, has already done. */
  @Nullable NodeRun kept(String path) {
    return kept.get(path);
  }

  boolean reopened(String path) {
    return reopened.remove(path);
  }

  // How it stands

  String status() {
    return paused && status.equals("running") ? "paused" : status;
  }

  @Nullable Failure failure() {
    return failure;
  }

  @Nullable JsonNode output() {
    return output;
  }

  Sight sight() {
    return sight;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

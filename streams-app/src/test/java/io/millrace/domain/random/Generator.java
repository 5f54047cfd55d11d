package io.millrace.domain.random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.domain.oracle.Operation;
import io.millrace.domain.oracle.Operation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes a case from a seed; the same seed always makes the same case. No workflow has a {@code
 * maxConcurrency} of its own: which of the tasks that wait for each other begins first is the
 * engine's choice, which the oracle does not know.
 */
public final class Generator {

  private final SplittableRandom random;
  private final long seed;
  private final boolean real;

  private Generator(long seed, boolean real) {
    this.seed = seed;
    this.real = real;
    this.random = new SplittableRandom(seed);
  }

  /** A case for virtual time. */
  public static RandomCase virtual(long seed) {
    return new Generator(seed, false).make();
  }

  /** A case for a real engine: short waits, no operations but signals. */
  public static RandomCase real(long seed) {
    return new Generator(seed, true).make();
  }

  private RandomCase make() {
    String name = "random-" + Long.toHexString(seed);
    Map<String, ObjectNode> library = new LinkedHashMap<>();
    for (int i = 1; i <= 2; i++) {
      String child = name + "-child" + i;
      library.put(child, workflow(child, new NodeMaker(random, real, List.of(), 1), 1, 3));
    }
    NodeMaker maker = new NodeMaker(random, real, List.copyOf(library.keySet()), 2);
    ObjectNode definition = workflow(name, maker, 4, 14);
    library.keySet().removeIf(it -> !Json.text(definition).contains(it + '"'));
    return new RandomCase(
        seed, definition, input(), library, real ? signals(maker) : operations(maker));
  }

  private ObjectNode workflow(String name, NodeMaker maker, int depth, int budget) {
    ObjectNode workflow = JsonNodeFactory.instance.objectNode();
    workflow.put("id", name).put("version", "1.0.0");
    steady(workflow);
    ObjectNode config = workflow.putObject("config");
    config.put("retryDelay", real ? 20 : 200 + random.nextInt(500));
    if (chance(20)) {
      config.put("retries", random.nextInt(3));
    }
    if (!real && chance(6)) {
      config.put("timeout", 2_000 + random.nextInt(12_000));
    }
    ArrayNode nodes = maker.top(depth, budget);
    if (real && chance(20)) {
      maker.rollBack(nodes);
    }
    workflow.set("nodes", nodes);
    if (chance(40)) {
      ObjectNode outputs = workflow.putObject("outputs");
      outputs.putObject("first").put("value", "nodes." + maker.any() + ".output");
      outputs.putObject("state").put("value", "nodes." + maker.any() + ".status");
    }
    return workflow;
  }

  /** Pauses between attempts without chance in them, so that the oracle knows them. */
  static void steady(ObjectNode workflow) {
    workflow
        .putObject("lifecycle")
        .putObject("errorHandling")
        .putObject("retryPolicy")
        .put("jitterRange", 0);
  }

  private ObjectNode input() {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("n", random.nextInt(6)).put("flag", random.nextBoolean()).put("name", "Ann");
    ArrayNode list = input.putArray("list");
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(random.nextInt(10));
    }
    ObjectNode map = input.putObject("map");
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put("k" + i, i);
    }
    return input;
  }

  /** All at once, soon after the start. */
  private List<Operation> signals(NodeMaker maker) {
    List<Operation> operations = new ArrayList<>();
    for (String signal : maker.signals()) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("v", random.nextInt(10));
        operations.add(new Operation(operations.size(), Kind.SIGNAL, signal, payload));
      }
    }
    return operations;
  }

  private List<Operation> operations(NodeMaker maker) {
    List<Operation> operations = new ArrayList<>();
    for (String signal : maker.signals()) {
      for (int i = random.nextInt(4); i > 0; i--) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("v", random.nextInt(10));
        operations.add(new Operation(time(8_000), Kind.SIGNAL, signal, payload));
      }
    }
    if (chance(15)) {
      long from = time(5_000);
      operations.add(Operation.of(from, Kind.PAUSE));
      if (chance(95)) {
        operations.add(Operation.of(from + time(6_000), Kind.RESUME));
      }
    }
    if (chance(6)) {
      operations.add(Operation.of(time(8_000), Kind.CANCEL));
    }
    if (chance(8)) {
      ObjectNode output = JsonNodeFactory.instance.objectNode().put("v", 42);
      Kind kind = random.nextBoolean() ? Kind.SKIP : Kind.COMPLETE;
      maker.topTasks().stream()
          .findAny()
          .ifPresent(it -> operations.add(new Operation(time(5_000), kind, it, output)));
    }
    return operations;
  }

  private long time(int most) {
    return 1L + random.nextInt(most);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}

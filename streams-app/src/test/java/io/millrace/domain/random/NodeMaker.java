package io.millrace.domain.random;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the nodes of one definition. */
final class NodeMaker {

  private final SplittableRandom random;
  private final boolean real;
  private final List<String> children;
  private final Policies policies;
  private final Words words;
  private final List<String> signals = new ArrayList<>();
  private final List<String> topTasks = new ArrayList<>();
  private final int inside;
  private int count;
  private int budget;

  /**
   * A maker.
   *
   * @param children the workflows that subprocesses may name
   * @param inside how deep subprocesses may be in subprocesses
   */
  NodeMaker(SplittableRandom random, boolean real, List<String> children, int inside) {
    this.inside = inside;
    this.random = random;
    this.real = real;
    this.children = children;
    this.policies = new Policies(random, real);
    this.words = new Words(random);
  }

  List<String> signals() {
    return signals;
  }

  List<String> topTasks() {
    return topTasks;
  }

  String any() {
    return words.anyId();
  }

  ArrayNode top(int depth, int most) {
    budget = most;
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    List<String> before = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      ObjectNode node = node(depth, false);
      depend(node, before, false);
      String id = node.get("id").textValue();
      before.add(id);
      if (node.get("type").textValue().equals("task")) {
        topTasks.add(id);
      }
      nodes.add(node);
    }
    return nodes;
  }

  /** Ends with a failure for which everything before it is undone. */
  void rollBack(ArrayNode top) {
    ObjectNode last = JsonNodeFactory.instance.objectNode().put("id", "n" + ++count);
    last.put("type", "task").put("executor", "fail").put("errorHandling", "compensate");
    last.put("retries", random.nextInt(2)).putObject("config").put("code", "E3");
    ArrayNode dependsOn = last.putArray("dependsOn");
    top.forEach(node -> dependsOn.add(node.get("id")));
    top.add(last);
  }

  private ArrayNode body(int depth, boolean inLoop) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    List<String> before = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      ObjectNode node = node(depth, inLoop);
      if (chance(25)) {
        depend(node, before, true);
      }
      before.add(node.get("id").textValue());
      nodes.add(node);
    }
    return nodes;
  }

  private void depend(ObjectNode node, List<String> before, boolean always) {
    ArrayNode dependsOn = JsonNodeFactory.instance.arrayNode();
    before.forEach(
        it -> {
          if (chance(55)) {
            dependsOn.add(it);
          }
        });
    if (always || !dependsOn.isEmpty()) {
      node.set("dependsOn", dependsOn);
    }
    if (dependsOn.size() > 0 && chance(12)) {
      node.put("waitFor", chance(80) ? "any" : "none");
    }
  }

  private ObjectNode node(int depth, boolean inLoop) {
    budget--;
    count++;
    String id = (chance(10) ? "step-" : "n") + count;
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id);
    int kind = depth <= 1 || budget <= 0 ? random.nextInt(55) : random.nextInt(100);
    if (kind < (inside == 0 ? 55 : 50)) {
      task(node, inLoop);
    } else if (kind < 55) {
      child(node, inLoop);
    } else if (kind < 67) {
      condition(node, depth, inLoop);
    } else if (kind < 82) {
      parallel(node, depth, inLoop);
    } else {
      loop(node, depth);
    }
    words.know(id);
    return node;
  }

  private void common(ObjectNode node, boolean inLoop, boolean group) {
    if (chance(12) && !hasConditionOfItsOwn(node)) {
      node.put("condition", words.condition(inLoop));
    }
    if (group) {
      policies.group(node);
    } else {
      policies.task(node);
    }
    if (chance(real ? 30 : 10)) {
      ObjectNode undo = node.putObject("compensate");
      undo.put("executor", chance(80) ? "echo" : "fail");
      undo.putObject("config").put("times", random.nextInt(3)).put("code", "U1");
      undo.put("retries", random.nextInt(2));
      undo.put("retryDelay", real ? 20 : 300);
    }
  }

  private static boolean hasConditionOfItsOwn(ObjectNode node) {
    String type = node.path("type").asText();
    return type.equals("condition") || (type.equals("loop") && !node.has("sourceExpression"));
  }

  private void task(ObjectNode node, boolean inLoop) {
    node.put("type", "task");
    int kind = random.nextInt(100);
    if (kind < 30) {
      node.put("executor", "echo");
      words.values(node.putObject("config"), inLoop);
    } else if (kind < 38) {
      node.put("executor", "noop");
    } else if (kind < 70) {
      node.put("executor", "fail");
      ObjectNode config = node.putObject("config");
      config.put("code", "E" + (1 + random.nextInt(3)));
      if (chance(20)) {
        config.put("retryable", false);
      }
      if (inLoop && chance(40)) {
        config.put("times", "${$index % 2 === 0 ? 0 : " + times() + "}");
      } else {
        config.put("times", times());
      }
      words.values(config, inLoop);
    } else if (kind < 85) {
      node.put("executor", "transform");
      words.values(node.putObject("config"), inLoop);
    } else if (kind < 91) {
      node.put("executor", "wait");
      node.putObject("config").put("duration", real ? 30 : 300 + random.nextInt(3_000));
    } else if (kind < 95) {
      signal(node, inLoop);
    } else if (real) {
      node.put("executor", "sleep").putObject("config").put("ms", 1 + random.nextInt(20));
    } else {
      node.put("executor", chance(60) ? "sleep" : "lost");
      node.putObject("config").put("ms", 200 + random.nextInt(2_000));
      node.put("timeout", 500 + random.nextInt(2_500));
    }
    boolean signal = node.get("executor").textValue().equals("signal");
    if (!real && chance(12) && !signal && !node.has("timeout")) {
      node.put("timeout", 500 + random.nextInt(4_000));
    }
    common(node, inLoop, false);
  }

  private void signal(ObjectNode node, boolean inLoop) {
    String name = "s" + count;
    boolean one = inLoop && chance(50);
    ObjectNode config = node.put("executor", "signal").putObject("config");
    config.put("name", one ? name + "-${$index}" : name);
    int kind = random.nextInt(100);
    if (real && kind < 40) {
      config.put("timeout", 40);
      return; // Nobody sends it: whether it is in time would be open.
    }
    if (real && kind < 50) {
      return; // Nobody sends it: that only ends if others decide.
    }
    if (!real && kind < 70) {
      config.put("timeout", 1_000 + random.nextInt(4_000));
    }
    signals.addAll(one ? List.of(name + "-0", name + "-1", name + "-2") : List.of(name));
  }

  private int times() {
    return chance(15) ? -1 : random.nextInt(4);
  }

  private void child(ObjectNode node, boolean inLoop) {
    node.put("type", "subprocess");
    if (!children.isEmpty() && chance(60)) {
      node.put("workflowName", children.get(random.nextInt(children.size())));
    } else {
      ObjectNode source = node.putObject("workflowSource").put("type", "inline");
      ObjectNode inline = source.putObject("definition");
      Generator.steady(inline);
      if (real) {
        inline.putObject("config").put("retryDelay", 20);
      }
      NodeMaker inner = new NodeMaker(random, real, List.of(), inside - 1);
      inline.set("nodes", inner.top(1, 2));
    }
    if (chance(50)) {
      ObjectNode input = node.putObject("inputMapping");
      input.put("n", "input.n").put("flag", true);
      input.put("list", "input.list").putObject("map");
      input.put("name", "x ${input.name}");
    }
    if (chance(40)) {
      node.putObject("outputMapping").put("v", 3).put("all", "output");
    }
    if (chance(10)) {
      node.put("waitForCompletion", false);
    }
    common(node, inLoop, false);
  }

  private void condition(ObjectNode node, int depth, boolean inLoop) {
    node.put("type", "condition");
    node.put("condition", words.condition(inLoop));
    if (chance(20)) {
      node.put("defaultBranch", random.nextBoolean() ? "true" : "false");
    }
    ObjectNode branches = node.putObject("branches");
    branches.set("true", body(depth - 1, inLoop));
    if (chance(70)) {
      branches.putObject("false").set("nodes", body(depth - 1, inLoop));
    }
    timeout(node);
    common(node, inLoop, false);
  }

  private void parallel(ObjectNode node, int depth, boolean inLoop) {
    node.put("type", "parallel");
    ArrayNode branches = node.putArray("branches");
    for (int i = 1 + random.nextInt(3); i >= 0; i--) {
      ObjectNode branch = branches.addObject().put("id", "b" + i);
      if (chance(15)) {
        branch.put("condition", words.condition(inLoop));
      }
      if (chance(30)) {
        branch.put("priority", random.nextInt(100));
      }
    }
    branches.forEach(it -> ((ObjectNode) it).set("nodes", body(depth - 1, inLoop)));
    join(node);
    String joinType = node.path("joinType").asText("all");
    if (real && !joinType.equals("all") && chance(60)) {
      for (int i = 1; joinType.equals("any") && i < branches.size(); i++) {
        ((ArrayNode) branches.get(i).get("nodes")).insert(0, neverEnding());
      }
      node.remove("maxConcurrency");
      branches.addObject().put("id", "never").putArray("nodes").add(neverEnding());
    }
    timeout(node);
    common(node, inLoop, true);
  }

  /** Ends only if others decide, at whatever pace. */
  private ObjectNode neverEnding() {
    String id = "n" + ++count;
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", id);
    node.put("type", "task").put("executor", "signal").putObject("config").put("name", "never");
    words.know(id);
    return node;
  }

  private void join(ObjectNode node) {
    if (chance(45)) {
      node.put("joinType", List.of("all", "any", "majority").get(random.nextInt(3)));
    }
    if (chance(25)) {
      node.put("maxConcurrency", 1 + random.nextInt(2));
    }
  }

  private void timeout(ObjectNode node) {
    if (!real && chance(8)) {
      node.put("timeout", 1_000 + random.nextInt(9_000));
    }
  }

  private void loop(ObjectNode node, int depth) {
    node.put("type", "loop");
    int kind = random.nextInt(100);
    boolean known = kind < 70;
    boolean parallel;
    if (kind < 45) {
      parallel = chance(40);
      node.put("loopType", "forEach").put("sourceExpression", words.source());
      node.put("parallel", parallel);
    } else if (kind < 55) {
      parallel = true;
      node.put("loopType", "dynamic").put("sourceExpression", words.source());
    } else if (kind < 70) {
      parallel = chance(40);
      node.put("loopType", "times").put("parallel", parallel);
      if (chance(70)) {
        node.put("count", random.nextInt(5));
      } else {
        node.put("count", "input.n");
      }
    } else {
      parallel = false;
    }
    if (known) {
      join(node);
      if (parallel && chance(30)) {
        node.put("batchSize", 1 + random.nextInt(3));
      }
    }
    node.set("nodes", body(depth - 1, true));
    if (!known) {
      node.put("loopType", kind < 85 ? "while" : "dynamic");
      node.put("conditionExpression", words.goOn(idOfFirst(node)));
    }
    if (chance(20) && (!parallel || node.has("batchSize"))) {
      node.put("iterationDelay", real ? 15 : 100 + random.nextInt(900));
    }
    if (chance(10)) {
      node.put("maxIterations", 1 + random.nextInt(4));
    }
    timeout(node);
    common(node, true, true);
  }

  private static String idOfFirst(ObjectNode loop) {
    return loop.get("nodes").get(0).get("id").textValue();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}

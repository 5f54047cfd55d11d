package io.millrace.domain.random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes expressions over what is known so far. */
final class Words {

  private final SplittableRandom random;
  private final List<String> ids = new ArrayList<>();

  Words(SplittableRandom random) {
    this.random = random;
  }

  void know(String id) {
    ids.add(id);
  }

  /** Any id that was made already. */
  String anyId() {
    return ids.get(random.nextInt(ids.size()));
  }

  /** Fills a config with a number, a flag and some text. */
  void values(ObjectNode config, boolean inLoop) {
    if (random.nextInt(3) == 0) {
      config.put("v", random.nextInt(10));
    } else {
      config.put("v", "${" + number(inLoop) + "}");
    }
    if (random.nextInt(2) == 0) {
      config.put("ok", random.nextBoolean());
    }
    if (random.nextInt(5) == 0) {
      config.put("text", "${input.name} has ${" + number(inLoop) + "}");
    }
    if (inLoop && random.nextInt(3) == 0) {
      config.put("item", "${$item}");
    }
  }

  private String number(boolean inLoop) {
    String node = ids.isEmpty() ? null : anyId();
    return switch (random.nextInt(6)) {
      case 0 -> "input.n";
      case 1 -> "input.list.length";
      case 2 -> inLoop ? count() + " * 2" : "input.n + 1";
      default -> node == null ? "7" : "nodes." + node + ".output.v";
    };
  }

  private String count() {
    return random.nextBoolean() ? "$index" : "$iteration";
  }

  String condition(boolean inLoop) {
    String node = ids.isEmpty() ? null : anyId();
    int kind = random.nextInt(node == null ? 5 : 9);
    return switch (kind) {
      case 0 -> "input.flag";
      case 1 -> "input.n > " + random.nextInt(6);
      case 2 -> inLoop ? count() + " % 2 === 0" : "true";
      case 3 -> random.nextInt(3) == 0 ? "JSON.parse(input.name)" : "input.n < 9";
      case 4 -> "input.list.some(x => x > " + random.nextInt(10) + ")";
      case 5 -> "nodes." + node + ".status === 'completed'";
      case 6 -> "nodes." + node + ".output.ok";
      case 7 -> "nodes." + node + ".output.v > " + random.nextInt(8);
      default -> "!nodes." + node + ".error";
    };
  }

  String source() {
    return switch (random.nextInt(6)) {
      case 0 -> "[1, 2, 3]";
      case 1 -> "input.map";
      case 2 -> "input.list.filter(x => x > 3)";
      default -> "input.list";
    };
  }

  /** Whether a loop goes on. */
  String goOn(String inside) {
    int most = 1 + random.nextInt(4);
    String bound = count() + " < " + most;
    return switch (random.nextInt(3)) {
      case 0 -> bound + " && nodes." + inside + ".output.v !== 3";
      case 1 -> bound + " && nodes." + inside + ".status !== 'failed'";
      default -> bound;
    };
  }
}

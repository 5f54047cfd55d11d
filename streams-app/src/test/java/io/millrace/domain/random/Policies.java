package io.millrace.domain.random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;

/** Makes error handling. */
final class Policies {

  private final SplittableRandom random;
  private final boolean real;

  Policies(SplittableRandom random, boolean real) {
    this.random = random;
    this.real = real;
  }

  /** For nodes that are no groups. */
  void task(ObjectNode node) {
    int kind = random.nextInt(100);
    if (kind < 35) {
      return;
    }
    if (kind < 45) {
      node.put("retries", random.nextInt(3));
      return;
    }
    if (kind < 65) {
      node.put("errorHandling", one("continue", "ignore", "fail-fast", "retry", "compensate"));
      return;
    }
    ObjectNode handling = node.putObject("errorHandling");
    if (chance(60)) {
      handling.put("strategy", one("retry", "continue", "ignore", "fail-fast", "compensate"));
    }
    retries(handling);
    if (chance(30)) {
      handling.put("onFailure", one("stop", "continue", "rollback"));
    }
  }

  private void retries(ObjectNode handling) {
    if (chance(70)) {
      handling.put("maxRetries", random.nextInt(4));
    }
    if (chance(50)) {
      handling.put("retryDelay", real ? 10 : 50 + random.nextInt(900));
    }
    if (chance(50)) {
      handling.put("backoffStrategy", one("fixed", "linear", "exponential", "jitter"));
      handling.put("jitterRange", 0);
    }
    if (chance(20)) {
      handling.put("backoffMultiplier", 1.5);
    }
    if (chance(20)) {
      handling.put("maxRetryDelay", real ? 30 : 700);
    }
    if (chance(12)) {
      handling.putArray("retryableErrors").add("E1").add("E2");
    }
    if (chance(12)) {
      handling.putArray("nonRetryableErrors").add("E1");
    }
  }

  /** For parallels and loops. */
  void group(ObjectNode node) {
    int kind = random.nextInt(100);
    if (kind < 45) {
      return;
    }
    if (kind < 65) {
      node.put("errorHandling", one("continue", "ignore", "fail-fast", "compensate"));
      return;
    }
    ObjectNode handling = node.putObject("errorHandling");
    if (chance(80)) {
      handling.put("strategy", one("continue", "continue", "ignore", "retry"));
    }
    if (chance(30)) {
      handling.put("maxFailures", random.nextInt(3));
    }
    if (chance(30)) {
      handling.put("failureThreshold", one("0.25", "0.5").equals("0.5") ? 0.5 : 0.25);
    }
    if (chance(25)) {
      handling.put("maxRetries", random.nextInt(3));
    } else if (handling.path("strategy").asText().equals("retry")) {
      handling.put("maxRetries", 1);
    }
    if (chance(20)) {
      handling.put("onFailure", one("stop", "continue", "rollback"));
    }
  }

  private String one(String... values) {
    return List.of(values).get(random.nextInt(values.length));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}

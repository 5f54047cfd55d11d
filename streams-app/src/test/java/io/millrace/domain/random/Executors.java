package io.millrace.domain.random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.domain.oracle.Script;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The built-in executors {@code echo}, {@code noop}, {@code fail} and {@code sleep} in virtual
 * time; each attempt takes a time of its own that follows from the seed.
 */
final class Executors implements Script {

  private static final int SLOWEST_MS = 3_000;

  private final long seed;

  Executors(long seed) {
    this.seed = seed;
  }

  @Override
  public @Nullable Answer answer(String executor, JsonNode config, String path, int attempt) {
    long mixed = seed * 31 + path.hashCode() * 1_000_003L + attempt;
    long millis = 1L + new SplittableRandom(mixed).nextInt(SLOWEST_MS);
    return switch (executor) {
      case "echo" -> new Answer(millis, config, null, false);
      case "noop" -> new Answer(millis, NullNode.getInstance(), null, false);
      case "fail" -> fail(millis, config, attempt);
      case "sleep" -> sleep(millis, config.path("ms").intValue());
      case "lost" -> null;
      default -> throw new AssertionError("no executor " + executor);
    };
  }

  private static Answer fail(long millis, JsonNode config, int attempt) {
    int times = config.path("times").asInt(-1);
    return times >= 0 && attempt > times
        ? new Answer(millis, config, null, false)
        : new Answer(
            millis,
            null,
            config.path("code").asText("failed-on-purpose"),
            config.path("retryable").asBoolean(true));
  }

  private static Answer sleep(long millis, int ms) {
    JsonNode output = JsonNodeFactory.instance.objectNode().put("sleptMs", ms);
    return new Answer(ms + millis, output, null, false);
  }
}

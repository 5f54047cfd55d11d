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
  private final boolean anyPace;

  Executors(long seed) {
    this(seed, false);
  }

  private Executors(long seed, boolean anyPace) {
    this.seed = seed;
    this.anyPace = anyPace;
  }

  /** They take anything from no time at all to seconds; so do timers and the news of a child. */
  static Executors ofAnyPace(long seed) {
    return new Executors(seed, true);
  }

  private static long anyTime(SplittableRandom random) {
    return random.nextInt(1 << random.nextInt(12));
  }

  @Override
  public long newsMillis(String path) {
    return anyPace ? anyTime(new SplittableRandom(seed * 37 + path.hashCode())) : NEWS_MS;
  }

  @Override
  public long timerMillis(long millis, String path) {
    long mixed = seed * 41 + path.hashCode() * 1_000_003L + millis;
    return anyPace ? anyTime(new SplittableRandom(mixed)) : millis;
  }

  @Override
  public @Nullable Answer answer(String executor, JsonNode config, String path, int attempt) {
    long mixed = seed * 31 + path.hashCode() * 1_000_003L + attempt;
    SplittableRandom random = new SplittableRandom(mixed);
    long millis = anyPace ? anyTime(random) : 1L + random.nextInt(SLOWEST_MS);
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

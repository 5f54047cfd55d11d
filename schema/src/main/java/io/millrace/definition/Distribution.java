package io.millrace.definition;

import io.millrace.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which engine a node's work goes to.
 *
 * @param enabled whether the definition allows other machines than the engine's own
 * @param strategy how the engine is chosen
 * @param hashKey for {@link Strategy#HASH}: equal keys go to the same engine; null for the instance
 *     id
 * @param capabilities what the engine must offer besides the executor
 * @param preferredEngine for {@link Strategy#AFFINITY}: the engine to go to if it is there; null
 *     for the one that ran the instance's node before
 */
public record Distribution(
    boolean enabled,
    Strategy strategy,
    @Nullable Template hashKey,
    List<String> capabilities,
    @Nullable String preferredEngine) {

  /** Whoever has the executor pulls the task. */
  public static final Distribution DEFAULTS =
      new Distribution(true, Strategy.CAPABILITY, null, List.of(), null);

  /** Copies the list. */
  public Distribution {
    capabilities = List.copyOf(capabilities);
  }

  /** How the engine is chosen. */
  public enum Strategy {
    /** Whoever has the executor pulls. */
    CAPABILITY,
    /** The least loaded. */
    LOAD_BALANCED,
    /** One after the other. */
    ROUND_ROBIN,
    /** Any. */
    RANDOM,
    /** By a key. */
    HASH,
    /** The same as before. */
    AFFINITY
  }
}

package io.millrace.definition;

import io.millrace.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which worker a node's task goes to; the format calls it an engine.
 *
 * @param enabled whether the definition allows other machines than that of the engine which owns
 *     the instance
 * @param strategy how the worker is chosen
 * @param hashKey for {@link Strategy#HASH}: equal keys go to the same worker; null for the
 *     instance's id
 * @param capabilities what the worker must offer besides the executor
 * @param preferredEngine the worker to go to if it is there, whatever the strategy; null for none
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

  /** How the worker is chosen. */
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
    /** The one that ran the instance's task before. */
    AFFINITY
  }
}

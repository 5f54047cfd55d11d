package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a definition asks of the worker that is to have a task, besides its executor: all that
 * dispatch has to know to choose one, worked out when the task was decided. Absent where nothing is
 * asked.
 *
 * @param local whether the work is to stay on the machine of the engine that decided it
 * @param key for strategy hash: equal keys go to the same worker; null for the instance's id
 * @param capabilities what the worker must offer
 * @param engines the workers to prefer where they are there, best first
 */
public record Placement(
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean local,
    @Nullable String key,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> capabilities,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> engines) {

  /** Nothing is asked. */
  public static final Placement ANYWHERE = new Placement(false, null, List.of(), List.of());

  /** Checks the fields. */
  public Placement {
    Fields.optionalText("key", key);
    capabilities = Fields.texts("capabilities", capabilities);
    engines = Fields.texts("engines", engines);
  }
}

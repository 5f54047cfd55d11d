package io.millrace.intake;

import java.util.Collection;
import java.util.Map;

/**
 * The deployed workflows. Methods throw {@link io.millrace.jdbc.DatabaseFault}. Not safe for use by
 * several threads.
 */
public interface WorkflowCatalog {

  /** What a reference leads to. */
  sealed interface Lookup {

    /**
     * A version that can be started.
     *
     * @param workflow the version
     * @param active whether it was the active one
     */
    record Found(Workflow workflow, boolean active) implements Lookup {}

    /**
     * Nothing that can be started.
     *
     * @param code stable, for programs
     * @param message why not, and what to do, for people
     */
    record Missing(String code, String message) implements Lookup {}
  }

  /**
   * Looks up what start events ask for; every reference has an answer. What was found may be an
   * answer from before: whoever acts on it has the transaction check that it still holds, see
   * {@link BatchWrite#versions}.
   */
  Map<WorkflowRef, Lookup> find(Collection<WorkflowRef> references);

  /** Looks everything up anew from now on. */
  void forgetAnswers();

  /** The versions that instances run, by their row's id; one that cannot be read is missing. */
  Map<Long, Workflow> byId(Collection<Long> definitionIds);
}

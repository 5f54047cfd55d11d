package io.millrace.domain.state;

/**
 * Names a scope of node ids: the whole workflow, or one iteration of a loop. Ids are unique in a
 * definition, so in a scope each is borne by one node at most.
 *
 * @param loop the number of the loop; 0 for the whole workflow
 * @param iteration the iteration; 0 for the whole workflow
 */
public record ScopeKey(int loop, int iteration) {

  /** The scope outside of all loops. */
  public static final ScopeKey TOP = new ScopeKey(0, 0);
}

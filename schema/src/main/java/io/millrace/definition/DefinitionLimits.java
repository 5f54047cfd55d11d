package io.millrace.definition;

/**
 * How large a definition may be.
 *
 * @param bytes of its JSON, in UTF-8
 * @param nodes all of them, those of inline definitions among them
 * @param nesting how deep nodes may lie inside nodes; a top-level node lies at 1
 */
public record DefinitionLimits(int bytes, int nodes, int nesting) {

  /** 1 MiB, 1,000 nodes, 10 levels. */
  public static final DefinitionLimits DEFAULTS = new DefinitionLimits(1 << 20, 1000, 10);

  /** Refuses limits that would refuse everything. */
  public DefinitionLimits {
    if (bytes < 1 || nodes < 1 || nesting < 1) {
      throw new IllegalArgumentException("every limit of definitions must be at least 1");
    }
  }
}

package io.millrace.intake;

/**
 * A version that instances of the batch begin with is not as it was when it was looked up; nothing
 * was written. To be looked up again: {@link WorkflowCatalog#forgetAnswers}.
 */
public final class VersionsChanged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Tells how many of how many versions are as they were. */
  public VersionsChanged(int unchanged, int all) {
    super("%d of %d versions are still as they were looked up".formatted(unchanged, all));
  }
}

package io.millrace.local.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs why a test, or all tests of a class, are skipped by a broken assumption: the build's output
 * else tells only how many were.
 */
public final class SkipReasons
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SkipReasons.class);

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable cause)
      throws Throwable {
    tell(context, cause);
    throw cause;
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable cause)
      throws Throwable {
    tell(context, cause);
    throw cause;
  }

  private static void tell(ExtensionContext context, Throwable cause) {
    if (cause instanceof TestAbortedException) {
      String where = context.getRequiredTestClass().getSimpleName();
      String what = context.getTestMethod().isPresent() ? context.getDisplayName() : "as a whole";
      LOG.warn("{}, {}, is skipped: {}", where, what, cause.getMessage());
    }
  }
}

package io.millrace.worker;

import io.millrace.contract.ErrorInfo;
import io.millrace.executor.TaskFailure;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an executor threw, as the error of its node. */
final class Failures {

  static final String EXECUTOR_FAILED = "executor-failed";

  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final int LONGEST_MESSAGE = 4000;

  private Failures() {}

  static ErrorInfo of(Throwable thrown) {
    if (thrown instanceof TaskFailure failure) {
      return failure.error();
    }
    String message = thrown.getMessage();
    String text = message == null || message.isBlank() ? thrown.getClass().getName() : message;
    return ErrorInfo.transientError(
        code(thrown.getClass()), text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)));
  }

  /** {@code SocketTimeoutException} is {@code socket-timeout}; what says nothing is not used. */
  private static String code(Class<?> type) {
    String name = type.getSimpleName().replaceFirst("(Exception|Error)$", "");
    if (name.isEmpty() || name.equals("Runtime")) {
      return EXECUTOR_FAILED;
    }
    String code = HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    return code.substring(0, Math.min(code.length(), 100));
  }
}

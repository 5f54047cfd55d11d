package io.millrace.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program of the machine that is run to its end. */
record ExternalCommand(List<String> words) {

  ExternalCommand {
    words = List.copyOf(words);
  }

  static ExternalCommand of(String... words) {
    return new ExternalCommand(List.of(words));
  }

  /** What the program left: its exit status, and standard output and error as one text. */
  record Result(int status, String output) {

    boolean succeeded() {
      return status == 0;
    }
  }

  /**
   * Runs the program.
   *
   * @throws LocalRuntimeException when it does not exist, cannot be started or does not succeed
   */
  String output() {
    return output(Map.of());
  }

  /** Runs the program with more environment variables. See {@link #output()}. */
  String output(Map<String, String> environment) {
    Result result = run(environment);
    if (!result.succeeded()) {
      throw new LocalRuntimeException(
          "'%s' ended with status %d: %s"
              .formatted(String.join(" ", words), result.status(), result.output().strip()));
    }
    return result.output();
  }

  /**
   * Runs the program, whatever its exit status.
   *
   * @throws LocalRuntimeException when it does not exist or cannot be started
   */
  Result run() {
    return run(Map.of());
  }

  private Result run(Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new LocalRuntimeException("Interrupted while running '" + words.get(0) + "'", e);
      }
    } catch (IOException e) {
      throw new LocalRuntimeException(
          "Cannot run '%s': %s".formatted(words.get(0), e.getMessage()), e);
    }
  }
}

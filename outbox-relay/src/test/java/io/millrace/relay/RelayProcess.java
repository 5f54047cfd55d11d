package io.millrace.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A relay in a process of its own, to be killed and frozen. */
final class RelayProcess implements AutoCloseable {

  private static final Path LOG = Path.of("target", "relay-process.log");

  private final Process process;

  private RelayProcess(Process process) {
    this.process = process;
  }

  /** Starts {@link RelayMain} with these settings as its environment. */
  static RelayProcess start(Map<String, String> settings) {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RelayMain.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(LOG.toFile()));
    settings.forEach(
        (key, value) ->
            builder
                .environment()
                .put("MILLRACE_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    try {
      return new RelayProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as the loss of its machine would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it in the middle of whatever it does. */
  void freeze() {
    signal("-STOP");
  }

  /** Lets it go on as if nothing had happened. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

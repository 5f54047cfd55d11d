package io.millrace.local;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A Kafka broker in a JVM of its own, a child of this one that does not outlive it: it stops when
 * its standard input ends.
 */
final class BrokerProcess implements BrokerRun {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Process process;

  private BrokerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts the broker and waits until it serves clients.
   *
   * @throws LocalRuntimeException when it does not start
   */
  static BrokerProcess start(BrokerProperties properties, ServerDirectory directory) {
    Path path = directory.path();
    String arguments = "@" + path.resolve("jvm.args");
    try {
      Files.deleteIfExists(BrokerProcessMain.readyFileIn(path));
      writeProperties(properties, path);
      Files.writeString(path.resolve("jvm.args"), jvmArguments(path));
      Process process =
          new ProcessBuilder(java().toString(), arguments)
              .redirectErrorStream(true)
              .redirectOutput(outputIn(path).toFile())
              .start();
      directory.rememberProcess(process.pid(), arguments);
      BrokerProcess broker = new BrokerProcess(process);
      broker.awaitReadiness(path);
      return broker;
    } catch (IOException e) {
      throw new LocalRuntimeException(
          "Cannot start a Kafka broker in %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** The program that runs this JVM. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path outputIn(Path directory) {
    return directory.resolve("output.log");
  }

  private static void writeProperties(BrokerProperties properties, Path directory)
      throws IOException {
    Properties all = new Properties();
    all.putAll(properties.all());
    try (BufferedWriter writer =
        Files.newBufferedWriter(BrokerProcessMain.propertiesFileIn(directory))) {
      all.store(writer, "written anew at every start");
    }
  }

  private static String jvmArguments(Path directory) {
    return """
    %s
    -Dlogback.configurationFile=io/millrace/local/broker-logback.xml
    -cp
    "%s"
    %s
    "%s"
    """
        .formatted(
            String.join("\n", ChildJvm.options("512m")),
            quoted(System.getProperty("java.class.path")),
            BrokerProcessMain.class.getName(),
            quoted(directory.toString()));
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private void awaitReadiness(Path directory) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(BrokerProcessMain.readyFileIn(directory))) {
      if (ended(LOOK_AGAIN) || System.nanoTime() > deadline) {
        kill();
        throw new LocalRuntimeException("The Kafka broker does not start: " + output(directory));
      }
    }
  }

  private boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LocalRuntimeException("Interrupted while waiting for the Kafka broker", e);
    }
  }

  private static String output(Path directory) {
    try {
      return Files.readString(outputIn(directory), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "its output " + outputIn(directory) + " cannot be read";
    }
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public void stop() {
    process.destroy();
    if (!ended(STOP_LIMIT)) {
      kill();
    }
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    ended(STOP_LIMIT);
  }
}

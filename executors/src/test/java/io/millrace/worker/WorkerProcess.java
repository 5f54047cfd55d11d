package io.millrace.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, to be killed. */
final class WorkerProcess implements AutoCloseable {

  private final Process process;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one with the built-in executors and waits until it is ready. */
  static WorkerProcess start(Path directory, Map<String, String> settings) {
    try {
      Path file = Files.createTempFile(directory, "worker", ".properties");
      Path log = Files.createTempFile(directory, "worker", ".log");
      Properties properties = new Properties();
      properties.putAll(settings);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      Process process =
          new ProcessBuilder(
                  List.of(
                      ProcessHandle.current().info().command().orElse("java"),
                      "-Xmx128m",
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      System.getProperty("java.class.path"),
                      WorkerMain.class.getName(),
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      WorkerProcess worker = new WorkerProcess(process, log);
      Exchange.await().until(() -> worker.log().contains(" serves ") || !process.isAlive());
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a power cut would (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end (SIGTERM). */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  boolean ended() throws InterruptedException {
    return process.waitFor(40, TimeUnit.SECONDS);
  }

  /** What it printed so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

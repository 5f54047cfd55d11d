package io.millrace.app;

import io.millrace.local.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A part of Millrace in a process of its own, a child of this one: its log goes to a file, and it
 * ends when this process does.
 */
final class Part implements AutoCloseable {

  /** What a part prints on its standard output when it is ready to work. */
  static final String READY = "ready";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final Process process;
  private final OutputStream lifeline;
  private final CountDownLatch ready = new CountDownLatch(1);

  private Part(String name, Process process) {
    this.name = name;
    this.process = process;
    this.lifeline = process.getOutputStream();
  }

  /**
   * Starts a part.
   *
   * @param name what it is called, and the name of its log
   * @param command the command of {@code millrace} that runs it, with its arguments
   * @param heap the largest size of its heap, as {@code -Xmx} takes it
   * @param environment added to this process's
   * @param logs the directory of the logs
   */
  static Part start(
      String name, List<String> command, String heap, Map<String, String> environment, Path logs)
      throws IOException {
    Files.createDirectories(logs);
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ChildJvm.options(heap));
    line.add("-XX:+ExitOnOutOfMemoryError");
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("-Dmillrace.log.ours=info");
    line.add("-D" + OrphanGuard.PROPERTY + "=true");
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(Millrace.class.getName());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(logs.resolve(name + ".log").toFile()));
    Part part = new Part(name, builder.start());
    // Not a virtual one: it would keep one of the few threads that run those while it reads a pipe.
    Thread.ofPlatform().daemon().name("output-of-" + name).start(() -> part.read(logs));
    return part;
  }

  /** What it is called. */
  String name() {
    return name;
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  boolean alive() {
    return process.isAlive();
  }

  /** How it ended, or null while it runs. */
  @Nullable Integer exit() {
    return process.isAlive() ? null : process.exitValue();
  }

  /** Waits until it is ready, has ended, or the time is over; says whether it is ready. */
  boolean awaitReady(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      if (ready.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (!process.isAlive()) {
        return false;
      }
    }
    return false;
  }

  /** Ends it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop; a part that has not stopped after 20 seconds is killed. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      lifeline.close();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The part has ended, and its end of the pipe with it.
    }
  }

  private void read(Path logs) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(READY)) {
          ready.countDown();
        } else {
          Files.writeString(
              logs.resolve(name + ".log"),
              line + System.lineSeparator(),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      // The pipe breaks when the part ends.
    }
  }
}

package io.millrace.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of mysqld, from its launch to its end, as a child of this JVM that does not outlive it.
 */
final class MysqldProcess {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Process process;
  private final Path directory;

  private MysqldProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Launches mysqld with the option file of the directory; does not wait until it listens. */
  static MysqldProcess launch(MySqlInstallation installation, Path directory) {
    List<String> words = new ArrayList<>(installation.launcher());
    words.add(mark(directory));
    try {
      removeStaleSocket(MySqlOptionFile.socketOf(directory));
      Files.deleteIfExists(MySqlOptionFile.pidFileIn(directory));
      Files.deleteIfExists(MySqlOptionFile.errorLogIn(directory));
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output.log").toFile())
              .start();
      ParentWatch.over(process);
      return new MysqldProcess(process, directory);
    } catch (IOException e) {
      throw new LocalRuntimeException(
          "Cannot run '%s': %s".formatted(words.get(0), e.getMessage()), e);
    }
  }

  /** The argument by which a mysqld of the directory is known among all processes. */
  static String mark(Path directory) {
    return "--defaults-file=" + MySqlOptionFile.in(directory);
  }

  /** What a killed mysqld leaves behind would keep the next one from starting. */
  private static void removeStaleSocket(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    Files.deleteIfExists(socket.resolveSibling(socket.getFileName() + ".lock"));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until this very process answers at the URL; another server may have taken its port.
   *
   * @return whether it does; {@code false} when it has ended instead
   */
  boolean answersAt(String jdbcUrl) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive()) {
      if (Files.exists(MySqlOptionFile.pidFileIn(directory)) && isThisOne(jdbcUrl)) {
        return true;
      }
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new LocalRuntimeException(
            "mysqld does not answer after %d s: %s"
                .formatted(START_LIMIT.toSeconds(), lastWords()));
      }
      pause();
    }
    return false;
  }

  private boolean isThisOne(String jdbcUrl) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@pid_file")) {
      row.next();
      return row.getString(1).equals(MySqlOptionFile.pidFileIn(directory).toString());
    } catch (SQLException e) {
      return false;
    }
  }

  private void pause() {
    try {
      process.waitFor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LocalRuntimeException("Interrupted while mysqld was starting", e);
    }
  }

  /** The errors in the server's log, for a message to the user. */
  String lastWords() {
    Path log = MySqlOptionFile.errorLogIn(directory);
    try {
      Path told = Files.exists(log) ? log : directory.resolve("output.log");
      List<String> lines = Files.readAllLines(told, StandardCharsets.UTF_8);
      List<String> errors = lines.stream().filter(line -> line.contains("[ERROR]")).toList();
      return String.join(System.lineSeparator(), errors.isEmpty() ? lines : errors);
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }

  /** Asks mysqld to stop and waits; one that takes too long is killed, which its data survives. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Ends mysqld at once. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

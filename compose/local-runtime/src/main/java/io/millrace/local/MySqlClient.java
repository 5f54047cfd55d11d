package io.millrace.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MySQL's own command-line client, for what has to work as an administrator does it by hand.
 *
 * @param launcher the words that run {@code mysql}, to which its options are added
 */
public record MySqlClient(List<String> launcher) {

  /** Copies the words. */
  public MySqlClient {
    launcher = List.copyOf(launcher);
  }

  /**
   * The client of this machine: in {@code MYSQL_HOME}, else on the path, else among Debian's newest
   * packages where the configuration allows to fetch them. Empty where none can be had.
   */
  public static Optional<MySqlClient> find(LocalRuntimeConfig config) {
    Optional<MySqlClient> installed =
        folders()
            .map(folder -> folder.resolve("mysql"))
            .filter(Files::isExecutable)
            .findFirst()
            .map(program -> new MySqlClient(List.of(program.toString())));
    return installed.isPresent() || !config.newestMySql() ? installed : packaged(config);
  }

  private static Stream<Path> folders() {
    Stream<Path> home =
        Stream.ofNullable(System.getenv("MYSQL_HOME")).map(folder -> Path.of(folder, "bin"));
    Stream<Path> path =
        Stream.ofNullable(System.getenv("PATH"))
            .flatMap(value -> Stream.of(value.split(File.pathSeparator)))
            .map(Path::of);
    return Stream.concat(home, path);
  }

  private static Optional<MySqlClient> packaged(LocalRuntimeConfig config) {
    try {
      return Optional.of(new DebianMySql(new CacheDirectory(config.cache())).client());
    } catch (LocalRuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs a script of statements as {@code mysql database < script} does and returns what the client
   * prints, errors included.
   *
   * @throws LocalRuntimeException when the client cannot be run or a statement fails
   */
  public String run(Path script, MySqlAddress server, String database) {
    List<String> words = new ArrayList<>(launcher);
    words.add("--no-defaults");
    words.add("--protocol=tcp");
    words.add("--host=" + server.host());
    words.add("--port=" + server.port());
    words.add("--user=" + server.user());
    words.add(database);
    ProcessBuilder command =
        new ProcessBuilder(words).redirectInput(script.toFile()).redirectErrorStream(true);
    // On the command line other users of the machine could read it.
    command.environment().put("MYSQL_PWD", server.password());
    try {
      Process process = command.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new LocalRuntimeException("mysql could not run %s: %s".formatted(script, output));
      }
      return output;
    } catch (IOException e) {
      throw new LocalRuntimeException("Cannot run mysql: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalRuntimeException("Interrupted while mysql ran " + script, e);
    }
  }
}

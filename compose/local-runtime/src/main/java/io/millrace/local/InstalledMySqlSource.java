package io.millrace.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The mysqld that is installed on the machine.
 *
 * @param environment where MYSQL_HOME and PATH are looked up
 */
record InstalledMySqlSource(
    Map<String, String> environment, CacheDirectory cache, MySqlSettings settings)
    implements ServerSource<LocalMySql> {

  private static final int OLDEST_MAJOR_VERSION = 8;
  private static final String REMEDY =
      "Install MySQL Community Server 8.0 or newer, or point MYSQL_HOME at one";

  @Override
  public String name() {
    return "A mysqld in MYSQL_HOME or on the PATH";
  }

  @Override
  public Finding<LocalMySql> look() {
    Optional<Path> program = candidates().filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      return new Finding.Unusable<>("no mysqld in MYSQL_HOME or on the PATH", REMEDY);
    }
    try {
      MySqlInstallation found =
          MySqlInstallation.probed(List.of(program.get().toString()), Map.of(), "installed here");
      if (found.majorVersion() < OLDEST_MAJOR_VERSION) {
        return new Finding.Unusable<>(program.get() + " is MySQL " + found.version(), REMEDY);
      }
      // Security modules may confine an installed mysqld to directories of its own: this tells.
      new MySqlTemplate(cache, found).prepare();
      return new Finding.Usable<>(
          why -> MySqlServer.start(found.chosenSince(why), cache, settings));
    } catch (LocalRuntimeException e) {
      return new Finding.Unusable<>(
          "%s does not run here (%s)".formatted(program.get(), e.getMessage()), REMEDY);
    }
  }

  private Stream<Path> candidates() {
    Stream<Path> home =
        Stream.of("bin", "sbin", "libexec")
            .map(folder -> Path.of(environment.getOrDefault("MYSQL_HOME", ""), folder));
    Stream<Path> searched =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(environment.getOrDefault("PATH", ""))
            .filter(folder -> !folder.isBlank())
            .map(Path::of);
    return Stream.concat(environment.containsKey("MYSQL_HOME") ? home : Stream.empty(), searched)
        .map(folder -> folder.resolve("mysqld"));
  }
}

package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.SkipReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@MillraceRuntime
@ExtendWith(SkipReasons.class)
class MySqlSourcesIT {

  private final CacheDirectory usersCache = new CacheDirectory(CacheDirectory.defaultRoot());

  @TempDir private Path directory;

  private MySqlSettings settings() {
    return MySqlSettings.in(directory.resolve("mysql"));
  }

  private Finding<LocalMySql> installed(Map<String, String> environment) {
    return new InstalledMySqlSource(environment, usersCache, settings()).look();
  }

  private void program(String path, String answer) throws IOException {
    Path program = directory.resolve(path);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\necho \"" + answer + "\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void shouldUseTheGivenServerWhenAnAddressIsConfigured(LocalMySql running) {
    GivenMySqlSource source = new GivenMySqlSource(Optional.of(running.address()));

    try (LocalMySql given = new Resolution<>("MySQL", List.of(source)).start()) {
      assertThat(given.address()).isEqualTo(running.address());
      assertThat(given.description()).contains("as MILLRACE_MYSQL_URL says");
      assertThatExceptionOfType(LocalRuntimeException.class).isThrownBy(given::kill);
    }
  }

  @Test
  void shouldSayWhichAddressDoesNotAnswerWhenTheGivenServerIsDown() {
    MySqlAddress nobody =
        MySqlAddress.plain(LoopbackPort.HOST, LoopbackPort.anyFree(), "me", "secret");

    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(() -> GivenMySql.at(nobody))
        .withMessageContaining("me@127.0.0.1:" + nobody.port())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void shouldRefuseAnInstalledServerWhenItIsTooOld() throws IOException {
    program("old/bin/mysqld", "mysqld  Ver 5.7.44 for Linux on x86_64");

    assertThat(installed(Map.of("MYSQL_HOME", directory.resolve("old").toString())))
        .isInstanceOfSatisfying(
            Finding.Unusable.class,
            unusable -> assertThat(unusable.why()).endsWith("mysqld is MySQL 5.7.44"));
  }

  @Test
  void shouldRefuseAnInstalledServerWhenItIsMariaDb() throws IOException {
    program("maria/mysqld", "mysqld  Ver 10.11.6-MariaDB for Linux");

    assertThat(installed(Map.of("PATH", directory.resolve("maria").toString())))
        .isInstanceOfSatisfying(
            Finding.Unusable.class,
            unusable -> assertThat(unusable.why()).contains("is not MySQL"));
  }

  @Test
  void shouldSayWhatIsMissingWhenNoServerIsInstalled() {
    assertThat(installed(Map.of("PATH", directory.toString())))
        .isInstanceOfSatisfying(
            Finding.Unusable.class,
            unusable -> {
              assertThat(unusable.why()).isEqualTo("no mysqld in MYSQL_HOME or on the PATH");
              assertThat(unusable.remedy()).contains("Install MySQL");
            });
  }

  @Test
  void shouldRunTheInstalledServerWhenMySqlHomeHasOne() {
    MySqlInstallation embedded = embedded().install();
    String home = Path.of(embedded.launcher().get(0)).resolve("../..").normalize().toString();
    InstalledMySqlSource source =
        new InstalledMySqlSource(Map.of("MYSQL_HOME", home), usersCache, settings());

    try (LocalMySql server = new Resolution<>("MySQL", List.of(source)).start()) {
      assertThat(server.description()).contains("installed here");
    }
  }

  @Test
  void shouldSayWhyInOneLineWhenTheEmbeddedServerIsChosen() {
    assertThat(embedded().archive()).isNotEmpty();
    Resolution<LocalMySql> nothingElse =
        new Resolution<>(
            "MySQL",
            List.of(
                new GivenMySqlSource(Optional.empty()),
                new InstalledMySqlSource(Map.of(), usersCache, settings()),
                new EmbeddedMySqlSource(usersCache, settings())));

    try (LocalMySql server = nothingElse.start()) {
      assertThat(server.description())
          .isEqualTo(
              "MySQL 8.0.31 at 127.0.0.1:%d, embedded binaries, for tests and demos only"
                      .formatted(server.port())
                  + " (MILLRACE_MYSQL_URL is not set, no mysqld in MYSQL_HOME or on the PATH),"
                  + " data in "
                  + settings().directory());
    }
  }

  private EmbeddedMySql embedded() {
    return EmbeddedMySql.forThisMachine(usersCache)
        .orElseGet(() -> Assumptions.abort("There is no embedded MySQL for this machine"));
  }

  @Test
  void shouldNotAskForDockerWhenItIsSwitchedOff() {
    DockerMySqlSource source =
        new DockerMySqlSource(new DockerEngine(false), "mysql:8.4", Durability.FULL);

    assertThat(source.look())
        .isInstanceOfSatisfying(
            Finding.Unusable.class,
            unusable -> assertThat(unusable.why()).isEqualTo("MILLRACE_LOCAL_DOCKER is 'off'"));
  }
}

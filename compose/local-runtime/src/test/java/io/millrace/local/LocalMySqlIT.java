package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.local.junit.SkipReasons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SkipReasons.class)
class LocalMySqlIT {

  private final LocalRuntimeConfig config = LocalRuntimeConfig.from(Map.of(), Set.of());

  @TempDir private Path directory;

  private LocalMySql start(MySqlSettings settings) {
    LocalMySql server = LocalMySql.start(config, settings);
    if (server.pid().isEmpty()) {
      server.close();
      Assumptions.abort(
          "Needs a mysqld on this machine, but there is only " + server.description());
    }
    return server;
  }

  private MySqlSettings settings() {
    return MySqlSettings.in(directory);
  }

  private MySqlSettings relaxed() {
    return settings().withDurability(Durability.RELAXED);
  }

  private static void run(LocalMySql server, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(""));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String answer(LocalMySql server, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(""));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void shouldSyncEveryCommitWhenNothingElseIsAskedFor() throws SQLException {
    try (LocalMySql server = start(settings())) {
      assertThat(
              answer(
                  server,
                  "SELECT CONCAT_WS(' ', @@innodb_flush_log_at_trx_commit, @@sync_binlog,"
                      + " @@innodb_doublewrite, @@binlog_format, @@gtid_mode)"))
          .isEqualTo("1 1 ON ROW ON");
    }
  }

  @Test
  void shouldKeepDataAndPortWhenStartedAgain() throws SQLException {
    int port;
    try (LocalMySql server = start(relaxed())) {
      port = server.port();
      run(
          server,
          "CREATE DATABASE kept",
          "CREATE TABLE kept.t (n INT)",
          "INSERT INTO kept.t VALUES (7)");
    }

    try (LocalMySql again = start(relaxed())) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(answer(again, "SELECT n FROM kept.t")).isEqualTo("7");
    }
  }

  @Test
  void shouldWipeDataWhenFreshOnesAreAskedFor() throws SQLException {
    try (LocalMySql server = start(relaxed())) {
      run(server, "CREATE DATABASE gone");
    }

    try (LocalMySql again = start(relaxed().withFreshData())) {
      assertThat(
              answer(
                  again,
                  "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'gone'"))
          .isEqualTo("0");
    }
  }

  @Test
  void shouldKeepCommittedRowsWhenKilledAndRestarted() throws SQLException {
    try (LocalMySql server = start(settings())) {
      long pid = server.pid().orElseThrow();
      int port = server.port();
      run(
          server,
          "CREATE DATABASE kept",
          "CREATE TABLE kept.t (n INT)",
          "INSERT INTO kept.t VALUES (7)");

      server.kill();
      assertThat(ProcessHandle.of(pid)).isEmpty();
      server.restart();

      assertThat(server.port()).isEqualTo(port);
      assertThat(answer(server, "SELECT n FROM kept.t")).isEqualTo("7");
    }
  }

  @Test
  void shouldNameTheHolderWhenItsDirectoryIsInUse() {
    try (LocalMySql server = start(relaxed())) {
      assertThatExceptionOfType(LocalRuntimeException.class)
          .isThrownBy(() -> start(relaxed()))
          .withMessageContaining(directory.toString())
          .withMessageContaining("in use by process " + ProcessHandle.current().pid());
      assertThat(ProcessHandle.of(server.pid().orElseThrow())).isPresent();
    }
  }

  @Test
  void shouldTakeAnotherPortWhenTheLastOneIsTaken() throws IOException {
    int port;
    try (LocalMySql server = start(relaxed())) {
      port = server.port();
    }

    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        LocalMySql again = start(relaxed())) {
      assertThat(again.port()).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void shouldRefuseToStartWhenItsFixedPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(LocalRuntimeException.class)
          .isThrownBy(() -> start(relaxed().withPort(taken.getLocalPort())))
          .withMessageContaining("cannot listen on port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldEndTheOrphanWhenAnEarlierRunLeftOne() throws IOException {
    start(relaxed()).close();
    Process orphan = sleeper(MysqldProcess.mark(directory));
    Files.writeString(
        directory.resolve("pid"), orphan.pid() + "\n" + MysqldProcess.mark(directory));

    start(relaxed()).close();

    assertThat(orphan.isAlive()).isFalse();
  }

  @Test
  void shouldSpareAnInnocentProcessWhenItHasTheOrphansPid() throws IOException {
    start(relaxed()).close();
    Process innocent = sleeper("something else");
    Files.writeString(
        directory.resolve("pid"), innocent.pid() + "\n" + MysqldProcess.mark(directory));
    try {
      start(relaxed()).close();

      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  /** Waits for a line that never comes, with the argument on its command line. */
  private static Process sleeper(String argument) throws IOException {
    return new ProcessBuilder("sh", "-c", "read -r line", argument).start();
  }

  @Test
  void shouldTouchNothingWhenTheDirectoryHoldsSomebodysFiles() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "mine");

    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(() -> start(relaxed().withFreshData()))
        .withMessageContaining("not a local server's");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void shouldTellMySqlsOwnWordsWhenItDoesNotStart() {
    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(() -> start(relaxed().withServerVariable("no_such_variable", "1")))
        .withMessageContaining("unknown variable 'no_such_variable=1'");
  }
}

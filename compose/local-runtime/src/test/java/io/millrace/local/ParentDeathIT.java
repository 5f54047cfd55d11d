package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.local.junit.SkipReasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SkipReasons.class)
class ParentDeathIT {

  @TempDir private Path directory;

  private Process parent;
  private List<Long> servers;

  @BeforeEach
  void startServersInAnotherProcess() throws IOException {
    Path classPath =
        Files.writeString(
            directory.resolve("parent.args"),
            "-cp \"" + System.getProperty("java.class.path") + "\"");
    parent =
        new ProcessBuilder(
                BrokerProcess.java().toString(),
                "@" + classPath,
                ServersUntilKilled.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = parent.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith("servers ")) {
      line = output.readLine();
    }
    assertThat(line).isNotNull();
    servers = Arrays.stream(line.split(" ", -1)).skip(1).map(Long::valueOf).toList();
  }

  @AfterEach
  void killWhateverIsLeft() {
    parent.destroyForcibly();
    servers.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void shouldLeaveNoProcessBehindWhenTheParentGetsASignal(String signal) throws IOException {
    assumeThat(signal.equals("INT") && ignoresInterrupts())
        .as("INT is skipped: this build runs as a background job, whose children ignore it")
        .isFalse();
    List<ProcessHandle> children = parent.descendants().toList();
    assertThat(children).extracting(ProcessHandle::pid).containsAll(servers);

    ExternalCommand.of("kill", "-" + signal, Long.toString(parent.pid())).output();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  /** Shells start background jobs so, and a JVM leaves an ignored signal ignored. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  @Test
  void shouldStartOnTheSameDataWhenTheParentWasKilledAMomentAgo() {
    parent.destroyForcibly();

    LocalRuntimeConfig config = LocalRuntimeConfig.from(Map.of(), Set.of());
    try (LocalMySql mySql = LocalMySql.start(config, MySqlSettings.in(directory.resolve("mysql")));
        LocalKafka kafka = LocalKafka.start(config, KafkaSettings.in(directory.resolve("kafka")))) {
      assertThat(mySql.description()).contains(directory.toString());
      assertThat(kafka.description()).contains(directory.toString());
    }
  }
}

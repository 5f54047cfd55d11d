package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRuntimeIT {

  @TempDir private Path directory;

  private LocalRuntimeConfig config(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("MILLRACE_LOCAL_DATA", directory.toString());
    return LocalRuntimeConfig.from(values, Set.of());
  }

  @Test
  void shouldDescribeBothServersWhenStarted() {
    try (LocalRuntime runtime = LocalRuntime.start(config(Map.of()), LocalRuntime.Data.KEPT)) {
      assertThat(runtime.descriptions())
          .satisfiesExactly(
              mySql -> assertThat(mySql).startsWith("MySQL "),
              kafka -> assertThat(kafka).startsWith("Kafka "));
    }
  }

  @Test
  void shouldLeaveNothingRunningWhenOneOfThemDoesNotStart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalRuntimeConfig oneTaken =
          config(Map.of("MILLRACE_KAFKA_PORT", Integer.toString(taken.getLocalPort())));

      assertThatExceptionOfType(LocalRuntimeException.class)
          .isThrownBy(() -> LocalRuntime.start(oneTaken, LocalRuntime.Data.KEPT))
          .withMessageContaining("Kafka cannot listen on port " + taken.getLocalPort());
      assertThat(directory.resolve("mysql/owner")).doesNotExist();
    }
  }
}

package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestMySqlIT {

  @TempDir private Path directory;

  @Test
  void shouldSayWhatSwitchedItOffWhenTheUserDoesNotWantTheDownload() {
    LocalRuntimeConfig config =
        LocalRuntimeConfig.from(Map.of("MILLRACE_LOCAL_NEWEST_MYSQL", "off"), Set.of());

    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(() -> LocalMySql.startNewest(config, MySqlSettings.in(directory)))
        .withMessageContaining("MILLRACE_LOCAL_NEWEST_MYSQL is 'off'")
        .satisfies(e -> assertThat(directory).isEmptyDirectory());
  }
}

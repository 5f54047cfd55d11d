package io.millrace.local.junit;

import io.millrace.local.LocalMySql;
import io.millrace.local.LocalRuntimeConfig;
import io.millrace.local.MySqlSettings;

/** Which MySQL a test runs on. */
public enum MySqlVersion {
  /** The one that a program would use here. */
  USUAL,
  /** The newest one that can be had here; tests are skipped where there is none. */
  NEWEST;

  LocalMySql start(LocalRuntimeConfig config, MySqlSettings settings) {
    return switch (this) {
      case USUAL -> LocalMySql.start(config, settings);
      case NEWEST -> LocalMySql.startNewest(config, settings);
    };
  }
}

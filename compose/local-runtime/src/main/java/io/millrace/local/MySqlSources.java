package io.millrace.local;

import java.util.List;

/** The orders in which MySQL servers are looked for. */
final class MySqlSources {

  private static final String USUAL_IMAGE = "mysql:8.4";
  private static final String NEWEST_IMAGE = "mysql:9";

  private MySqlSources() {}

  /** Where a MySQL for a program or a test comes from. */
  static Resolution<LocalMySql> usual(LocalRuntimeConfig config, MySqlSettings settings) {
    CacheDirectory cache = new CacheDirectory(config.cache());
    return new Resolution<>(
        "MySQL",
        List.of(
            new GivenMySqlSource(config.mySql()),
            new InstalledMySqlSource(System.getenv(), cache, settings),
            new EmbeddedMySqlSource(cache, settings),
            new DockerMySqlSource(
                new DockerEngine(config.docker()), USUAL_IMAGE, settings.durability())));
  }

  /** Where the newest MySQL comes from, for tests that have to pass on it as well. */
  static Resolution<LocalMySql> newest(LocalRuntimeConfig config, MySqlSettings settings) {
    CacheDirectory cache = new CacheDirectory(config.cache());
    return new Resolution<>(
        "newest MySQL",
        List.of(
            new DebianMySqlSource(config.newestMySql(), cache, settings),
            new DockerMySqlSource(
                new DockerEngine(config.newestMySql() && config.docker()),
                NEWEST_IMAGE,
                settings.durability())));
  }
}

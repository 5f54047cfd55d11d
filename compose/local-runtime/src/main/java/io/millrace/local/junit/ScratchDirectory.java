package io.millrace.local.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for data that nobody wants to keep, made when it is first asked for: below the
 * build's output directory, where there is one, so that a clean build sweeps what a killed one
 * left.
 */
final class ScratchDirectory {

  private static final Path BUILD_OUTPUT = Path.of("target");
  private static final String PREFIX = "local-runtime";

  private @Nullable Path root;

  synchronized Path resolve(String name) {
    Path made = root;
    if (made == null) {
      made = make();
      root = made;
    }
    return made.resolve(name);
  }

  private static Path make() {
    try {
      return Files.isDirectory(BUILD_OUTPUT)
          ? Files.createTempDirectory(BUILD_OUTPUT, PREFIX)
          : Files.createTempDirectory(PREFIX);
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for test data", e);
    }
  }

  synchronized void delete() {
    if (root == null) {
      return;
    }
    try (Stream<Path> entries = Files.walk(root)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + root, e);
    }
  }
}

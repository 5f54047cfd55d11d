package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The user's directory of unpacked server binaries and initialised data templates. What is in it
 * can be made again at any time; an entry is either whole or not there.
 *
 * @param root the directory; made when first needed
 */
record CacheDirectory(Path root) {

  CacheDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The user's cache of Millrace: below XDG_CACHE_HOME, else ~/.cache. */
  static Path defaultRoot() {
    String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path parent =
        caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
    return parent.resolve("millrace");
  }

  /** Fills an empty directory that becomes an entry of the cache. */
  @FunctionalInterface
  interface Filler {
    void fill(Path emptyDirectory) throws IOException;
  }

  /**
   * The entry of that name, made first where it is missing. Several processes may ask at once: one
   * makes it, the others wait.
   *
   * @throws LocalRuntimeException when the entry cannot be made
   */
  Path entry(String name, Filler filler) {
    Path entry = root.resolve(name);
    if (Files.isDirectory(entry)) {
      return entry;
    }
    // A file lock keeps other processes out, but within one JVM it throws instead of waiting.
    synchronized (CacheDirectory.class) {
      try {
        makeUnderLock(name, filler);
        return entry;
      } catch (IOException | UncheckedIOException e) {
        throw new LocalRuntimeException("Cannot make %s: %s".formatted(entry, e), e);
      }
    }
  }

  private void makeUnderLock(String name, Filler filler) throws IOException {
    Files.createDirectories(root);
    try (FileChannel channel =
            FileChannel.open(
                root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || Files.isDirectory(root.resolve(name))) {
        return;
      }
      deleteLeftovers(name);
      Path part = Files.createTempDirectory(root, name + ".part");
      filler.fill(part);
      Files.move(part, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** A process that died while it filled an entry has left its part behind. */
  private void deleteLeftovers(String name) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(root, name + ".part*")) {
      for (Path part : parts) {
        new DirectoryTree(part).delete();
      }
    }
  }
}

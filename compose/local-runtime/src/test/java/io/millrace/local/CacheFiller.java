package io.millrace.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A program that asks for an entry of a cache, and notes it when it had to fill it. */
final class CacheFiller {

  private CacheFiller() {}

  /** Takes the cache's directory and the file to note it in. */
  public static void main(String[] args) {
    new CacheDirectory(Path.of(args[0]))
        .entry(
            "entry",
            directory ->
                Files.writeString(Path.of(args[1]), "filled\n", StandardOpenOption.APPEND));
  }
}

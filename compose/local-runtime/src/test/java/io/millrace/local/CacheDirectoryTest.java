package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {

  @TempDir private Path root;

  private static void fill(Path directory) throws IOException {
    Files.writeString(directory.resolve("content"), "whole");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  @Test
  void shouldFillAnEntryOnceWhenItIsAskedForTwice() {
    CacheDirectory cache = new CacheDirectory(root);
    Path entry = cache.entry("entry", CacheDirectoryTest::fill);

    Path again =
        cache.entry(
            "entry",
            directory -> {
              throw new IOException("filled twice");
            });

    assertThat(again).isEqualTo(entry);
    assertThat(entry.resolve("content")).hasContent("whole");
  }

  @Test
  void shouldLeaveNoEntryWhenFillingItFails() throws IOException {
    CacheDirectory cache = new CacheDirectory(root);

    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(
            () ->
                cache.entry(
                    "entry",
                    directory -> {
                      fill(directory);
                      throw new IOException("disk full");
                    }))
        .withMessageContaining("disk full");
    assertThat(root.resolve("entry")).doesNotExist();

    cache.entry("entry", CacheDirectoryTest::fill);
    assertThat(names()).containsExactly("entry", "entry.lock");
  }

  @Test
  void shouldFillAnEntryOnceWhenTwoProcessesAskAtTheSameTime() throws Exception {
    Path journal = Files.createFile(root.resolve("journal"));
    List<Process> processes = List.of(filler(journal), filler(journal));

    for (Process process : processes) {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    assertThat(journal).hasContent("filled");
  }

  private Process filler(Path journal) throws IOException {
    return new ProcessBuilder(
            BrokerProcess.java().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CacheFiller.class.getName(),
            root.toString(),
            journal.toString())
        .inheritIO()
        .start();
  }
}

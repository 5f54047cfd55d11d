package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.Fold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Recorded histories of representative workflows, byte for byte. What is on Kafka stays there for
 * ever, so a change of an event's JSON, or of what is decided, must be seen and be meant.
 *
 * <p>A change that is meant: run this class with {@code -Dmillrace.golden=record}, which writes the
 * files below {@code src/test/resources}, and look at each difference before you commit it. A field
 * that is gone or has another meaning needs a new version of its event instead, for histories
 * written before must fold as they did.
 */
class GoldenHistoriesTest {

  private static final String FOLDER = "golden/";

  @ParameterizedTest
  @EnumSource(GoldenCase.class)
  void shouldDecideAndWriteWhatItDidWhenRecorded(GoldenCase golden) throws IOException {
    List<String> written =
        golden.play().transitions().stream()
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .toList();
    if ("record".equals(System.getProperty("millrace.golden"))) {
      record(golden, written);
    }
    assertThat(written).as(golden.file()).isEqualTo(recorded(golden));
  }

  @ParameterizedTest
  @EnumSource(GoldenCase.class)
  void shouldFoldWhatWasRecorded(GoldenCase golden) throws IOException {
    List<Transition> transitions = new ArrayList<>();
    for (String line : recorded(golden)) {
      transitions.add(TransitionCodec.open(line.getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(Fold.of(transitions).state()).isEqualTo(golden.play().state());
  }

  private static List<String> recorded(GoldenCase golden) throws IOException {
    Path file = source(golden);
    assertThat(file).as("record it with -Dmillrace.golden=record").exists();
    return Files.readAllLines(file).stream()
        .filter(line -> line.length() > 1)
        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  private static Path source(GoldenCase golden) {
    return Path.of("src/test/resources/io/millrace/domain", FOLDER, golden.file());
  }

  /** A JSON array with one transition per line. */
  private static void record(GoldenCase golden, List<String> written) throws IOException {
    Path file = source(golden);
    Files.createDirectories(file.getParent());
    Files.writeString(file, written.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n")));
  }
}

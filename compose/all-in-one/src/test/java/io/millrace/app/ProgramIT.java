package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The program as a process of its own: what a shell sees. */
@ExtendWith(SharedMillrace.class)
class ProgramIT {

  @Test
  void shouldPrintJsonAndExitWith0WhenTheInstanceCompletes(TestMillrace millrace) throws Exception {
    millrace.deploy(Workflows.ONE).ok();

    Answer answer = program(millrace, "start", "one", "--input", "{\"n\": 1}", "--wait", "--json");

    assertThat(answer.exit()).isZero();
    assertThat(Json.tree(answer.out()).path("status").asText()).isEqualTo("completed");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void shouldSayOneSentenceAndExitWith1WhenTheWorkFails(TestMillrace millrace) throws Exception {
    Answer answer = program(millrace, "cancel", "424242");

    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1);
  }

  @Test
  void shouldSayOneSentenceAndExitWith2WhenUsedWrongly(TestMillrace millrace) throws Exception {
    Answer answer = program(millrace, "start", "one", "--priority", "101");

    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1);
  }

  private static Answer program(TestMillrace millrace, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:+UseSerialGC");
    line.add("--enable-native-access=ALL-UNNAMED"); // As the launcher does: lz4 is native code.
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Millrace.class.getName()));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data", millrace.data().toString()));
    Path errors = millrace.file("");
    Process process = new ProcessBuilder(line).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new Answer(exit, out, java.nio.file.Files.readString(errors));
  }
}

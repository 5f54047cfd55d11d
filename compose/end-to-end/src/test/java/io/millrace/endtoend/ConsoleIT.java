package io.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka's own command line tools are all that a user needs. */
@ExtendWith(SharedMillrace.class)
class ConsoleIT {

  @Test
  void shouldRunAWorkflowWhenTheConsoleProducerWritesItsStart(RunningMillrace millrace)
      throws Exception {
    Process producer =
        tool(
            ConsoleProducer.class,
            "--bootstrap-server",
            millrace.addresses().kafka(),
            "--topic",
            "millrace.starts");
    try (OutputStream keyboard = producer.getOutputStream()) {
      keyboard.write(
          "{\"workflow\":\"one\",\"externalId\":\"by-hand\",\"input\":{\"n\":4711}}\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(producer.waitFor()).isZero();

    JsonNode completion = awaitCompletion(millrace, "by-hand");

    assertThat(completion.path("type").textValue()).isEqualTo("workflow.completed");
    assertThat(completion.path("output").toString()).isEqualTo("{\"only\":{\"n\":4711}}");
  }

  /** Reads what the console consumer prints until the instance's line comes. */
  private static JsonNode awaitCompletion(RunningMillrace millrace, String externalId)
      throws IOException {
    Process consumer =
        tool(
            ConsoleConsumer.class,
            "--bootstrap-server",
            millrace.addresses().kafka(),
            "--topic",
            "millrace.completions",
            "--from-beginning",
            "--timeout-ms",
            Long.toString(Waiting.PATIENCE.toMillis()));
    try {
      Optional<JsonNode> found =
          consumer
              .inputReader()
              .lines()
              .map(Json::tree)
              .filter(line -> line.path("externalId").asText().equals(externalId))
              .findFirst();
      assertThat(found).isPresent();
      return found.orElseThrow();
    } finally {
      consumer.destroyForcibly();
    }
  }

  private static Process tool(Class<?> main, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    line.add(main.getName());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectError(Path.of("target", main.getSimpleName() + ".log").toFile())
        .start();
  }
}

package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedMillrace.class)
class DeadLettersIT {

  @Test
  void shouldListAndShowWhatCouldNotBeRead(TestMillrace millrace) {
    RecordMetadata record = millrace.produce("starts", 2, "{\"workflow\": ");
    String offset = Long.toString(millrace.awaitDeadLetter(record).offset());

    JsonNode listed = find(millrace, offset);
    JsonNode shown = millrace.run("dead-letters", "show", offset, "--json").ok().json();

    assertThat(listed.fieldNames())
        .toIterable()
        .containsExactly("offset", "at", "source", "code", "pointer", "reason");
    assertThat(listed.path("source").asText()).isEqualTo("millrace.starts-2@" + record.offset());
    assertThat(listed.path("code").asText()).isEqualTo("malformed");
    assertThat(shown.path("value").asText()).isEqualTo("{\"workflow\": ");
    assertThat(shown.path("headers").path("millrace_topic").asText()).isEqualTo("millrace.starts");
  }

  @Test
  void shouldRunTheStartWhenItIsRetriedAfterTheCauseWasMended(TestMillrace millrace) {
    RecordMetadata record = millrace.produce("starts", 1, "{\"workflow\": \"mended\"}");
    String offset = Long.toString(millrace.awaitDeadLetter(record).offset());
    millrace
        .deploy(
            "{\"id\": \"mended\", \"version\": \"1.0.0\", \"nodes\":"
                + " [{\"id\": \"a\", \"type\": \"task\", \"executor\": \"noop\", \"config\": {}}]}")
        .ok();

    JsonNode retried = millrace.run("dead-letters", "retry", offset, "--json").ok().json();

    assertThat(retried.path("retriedAs").asText()).startsWith("millrace.starts-1@");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                millrace
                        .run("list", "--workflow", "mended", "--status", "completed", "--json")
                        .json()
                        .size()
                    == 1);
  }

  @Test
  void shouldNameTheOffsetWhenThereIsNoDeadLetter(TestMillrace millrace) {
    assertThat(millrace.run("dead-letters", "show", "1000000").failed().err())
        .isEqualToIgnoringNewLines("there is no dead letter at offset 1000000");
  }

  private static JsonNode find(TestMillrace millrace, String offset) {
    JsonNode all = millrace.run("dead-letters", "list", "--json").ok().json();
    return StreamSupport.stream(all.spliterator(), false)
        .filter(letter -> letter.path("offset").asText().equals(offset))
        .findFirst()
        .orElseThrow();
  }
}

package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.client.DeadLetterLog;
import io.millrace.contract.InstanceId;
import io.millrace.contract.event.StartRejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class BadStartsIT extends BadInput {

  @Test
  void shouldNameThePlaceWhenJsonIsBroken() {
    assertMalformed("{\"workflow\": \"one\", ", "", "is not JSON", "line 1, column");
  }

  @Test
  void shouldKeepTheBytesWhenTheyAreNoText() {
    byte[] bytes = {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF};
    assertDeadLetter(start(bytes), bytes, "malformed", "", "is not JSON");
  }

  @Test
  void shouldSaySoWhenTheValueIsEmpty() {
    RecordMetadata tombstone = millrace().produce("starts", 0, new byte[] {1}, null);
    DeadLetterLog.Letter letter = millrace().awaitDeadLetter(tombstone);
    assertThat(letter.about("reason")).isEqualTo("the message must not be empty");
    assertMalformed("", "", "is empty");
  }

  @Test
  void shouldSaySoWhenTheMessageIsNoObject() {
    assertMalformed("[1, 2]", "", "must be an object");
    assertMalformed("null", "", "must be an object");
    assertMalformed("\"one\"", "", "must be an object");
  }

  @Test
  void shouldNameTheKeyWhenItIsThereTwice() {
    assertMalformed(
        "{\"workflow\": \"one\", \"workflow\": \"two\"}", "", "Duplicate field 'workflow'");
  }

  @Test
  void shouldNameTheFieldWhenTheWorkflowIsMissing() {
    assertMalformed("{\"input\": {}}", "/workflow", "is required");
  }

  @Test
  void shouldNameFieldAndTypeWhenAFieldHasTheWrongOne() {
    assertMalformed("{\"workflow\": 7}", "/workflow", "must be a string");
    assertMalformed(
        "{\"workflow\": \"one\", \"priority\": \"high\"}", "/priority", "must be a whole number");
    assertMalformed("{\"workflow\": \"one\", \"input\": [1]}", "/input", "must be an object");
    assertMalformed(
        "{\"workflow\": \"one\", \"notBefore\": \"soon\"}", "/notBefore", "RFC 3339", "soon");
  }

  @Test
  void shouldNameTheKnownTypesWhenTheTypeIsUnknown() {
    assertMalformed(
        "{\"type\": \"workflow.stop\", \"workflow\": \"one\"}",
        "/type",
        "workflow.start",
        "workflow.stop");
  }

  @Test
  void shouldNameTheRangeWhenThePriorityIsOutsideOfIt() {
    assertMalformed(
        "{\"workflow\": \"one\", \"priority\": 101}",
        "/priority",
        "must be from 0 to 100, was 101");
    assertMalformed(
        "{\"workflow\": \"one\", \"priority\": 99999999999}", "/priority", "whole number");
  }

  @Test
  void shouldNameFieldAndLengthWhenATextIsTooLongForItsColumn() {
    String long256 = "x".repeat(256);
    for (String field :
        new String[] {"workflow", "externalId", "businessKey", "mutexKey", "createdBy"}) {
      String start =
          field.equals("workflow")
              ? "{\"workflow\": \"%s\"}".formatted(long256)
              : "{\"workflow\": \"one\", \"%s\": \"%s\"}".formatted(field, long256);
      assertMalformed(start, "/" + field, "must have at most 255 characters, had 256");
    }
  }

  @Test
  void shouldNameTheFieldWhenAKeyHasANul() {
    assertMalformed(
        "{\"workflow\": \"one\", \"externalId\": \"a\\u0000b\"}",
        "/externalId",
        "must not contain control characters");
  }

  @Test
  void shouldNameThePlaceWhenATextHasHalfASurrogatePair() {
    assertMalformed(
        "{\"workflow\": \"one\", \"input\": {\"a\": {\"b\": \"x\\ud800y\"}}}",
        "/input/a/b",
        "must not contain half a surrogate pair");
    assertMalformed(
        "{\"workflow\": \"one\", \"externalId\": \"\\udc00\"}",
        "/externalId",
        "half a surrogate pair");
  }

  @Test
  void shouldKeepEveryCharacterWhenTextsAreUnusual() {
    millrace()
        .deploy(
            "{\"id\": \"texts\", \"version\": \"1.0.0\", \"nodes\": [{\"id\": \"a\", \"type\":"
                + " \"task\", \"executor\": \"echo\", \"config\": {\"text\": \"${input.text}\"}}]}")
        .ok();

    RecordMetadata record =
        start(
            "{\"workflow\": \"texts\", \"businessKey\": \"\uD83D\uDE80\", \"input\": {\"text\":"
                + " \"nul \\u0000, rocket \uD83D\uDE80, 订单\"}}");

    JsonNode instance = millrace().await(id(record), "completed");
    assertThat(instance.path("output").path("a").path("text").asText())
        .isEqualTo("nul \u0000, rocket \uD83D\uDE80, 订单");
    assertThat(instance.path("businessKey").asText()).isEqualTo("\uD83D\uDE80");
  }

  @Test
  void shouldNameThePlaceWhenInputIsTooDeep() {
    String deep = "[".repeat(101) + "]".repeat(101);
    RecordMetadata record =
        start("{\"workflow\": \"one\", \"input\": {\"n\": %s}}".formatted(deep));
    DeadLetterLog.Letter letter = millrace().awaitDeadLetter(record);
    assertThat(letter.about("code")).isEqualTo("malformed");
    assertThat(letter.about("pointer")).startsWith("/input/n/0/0");
    assertThat(letter.about("reason")).contains("must not be nested more than 64 levels deep");
  }

  @Test
  void shouldSayHowDeepJsonMayBeWhenItIsAbysmal() {
    assertMalformed("[".repeat(100_000), "", "is not JSON", "depth");
  }

  @Test
  void shouldNameTheLimitWhenANumberIsHuge() {
    assertMalformed(
        "{\"workflow\": \"one\", \"input\": {\"n\": 1e400}}",
        "/input/n",
        "must be a number of at most 1.8e308");
    assertMalformed(
        "{\"workflow\": \"one\", \"input\": {\"n\": -1e999999999}}", "/input/n", "1.8e308");
  }

  @Test
  void shouldNameTheWorkflowWhenItIsUnknown() {
    assertRejected(
        "{\"workflow\": \"nowhere\"}",
        "workflow-unknown",
        "No workflow is called \"nowhere\"",
        "millrace deploy");
  }

  @Test
  void shouldNameTheVersionWhenItIsUnknown() {
    assertRejected("{\"workflow\": \"one\", \"version\": \"9.9.9\"}", "version-unknown", "9.9.9");
  }

  @Test
  void shouldNameFieldValueAndTypeWhenInputHasTheWrongType() {
    assertRejected(
        "{\"workflow\": \"one\", \"input\": {\"n\": \"seven\"}}",
        "input-invalid",
        "/input/n",
        "must be a number, not \"seven\"");
  }

  @Test
  void shouldNameTheInputWhenARequiredOneIsMissing() {
    assertRejected("{\"workflow\": \"one\"}", "input-invalid", "/input/n", "is required");
  }

  @Test
  void shouldNameSizeAndLimitWhenInputHas2MiB() {
    String start =
        "{\"workflow\": \"one\", \"input\": {\"n\": 1, \"text\": \"%s\"}}"
            .formatted("x".repeat(2 << 20));
    assertRejected(start, "input-invalid", "/input", "at most 1048576 are allowed");
  }

  @Test
  void shouldTellTheLengthWhenARecordIsTooLargeToKeepWhole() {
    byte[] bytes = new byte[17 << 20];
    Arrays.fill(bytes, (byte) 'x');

    DeadLetterLog.Letter letter = millrace().awaitDeadLetter(start(bytes));

    assertThat(letter.about("length")).isEqualTo(Integer.toString(bytes.length));
    assertThat(letter.record().value()).hasSizeGreaterThan(16_000_000);
    assertThat(
            millrace().run("dead-letters", "retry", Long.toString(letter.offset())).failed().err())
        .contains("only a part of the " + bytes.length + " bytes");
  }

  @Test
  void shouldNameTheFirstInstanceWhenTheExternalIdIsTaken() {
    String start =
        "{\"workflow\": \"one\", \"input\": {\"n\": 1}, \"externalId\": \"%s\"}"
            .formatted(UUID.randomUUID());
    long first = id(start(start));
    millrace().await(first, "completed");

    StartRejected rejection = assertRejected(start, "external-id-taken", "instance " + first);

    assertThat(rejection.existingInstanceId()).isEqualTo(new InstanceId(first));
  }

  @Test
  void shouldStartWhenKeyAndHeadersAreNoText() {
    byte[] start =
        "{\"workflow\": \"one\", \"input\": {\"n\": 1}}".getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[1_000];
    Arrays.fill(key, (byte) 0xFE);

    millrace().await(id(millrace().produce("starts", 0, key, start)), "completed");
  }

  @Test
  void shouldKeepTheKeyWhenItIsNoTextAndTheRecordIsBad() {
    byte[] key = new byte[1_000];
    Arrays.fill(key, (byte) 0xFE);

    DeadLetterLog.Letter letter =
        millrace().awaitDeadLetter(millrace().produce("starts", 0, key, new byte[] {'{'}));

    assertThat(letter.record().headers().lastHeader("millrace_key").value()).isEqualTo(key);
  }
}

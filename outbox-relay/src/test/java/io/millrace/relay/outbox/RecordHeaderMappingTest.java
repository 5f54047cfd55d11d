package io.millrace.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordHeaderMappingTest {

  @Test
  void shouldPassTextOnAsUtf8() {
    assertThat(headersOf("{\"a\": \"grün\"}")).containsEntry("a", "grün");
  }

  @Test
  void shouldDecodeBytesWhenTheValueIsMarkedAsBase64() {
    Header header =
        RecordHeaderMapping.headersOf(row("{\"a\": {\"base64\": \"AP8=\"}}")).lastHeader("a");

    assertThat(header.value()).containsExactly(0, 0xff);
  }

  @Test
  void shouldPassAnythingElseOnAsJson() {
    assertThat(headersOf("{\"n\": 1.5, \"o\": {\"base64\": \"?\"}, \"l\": [true]}"))
        .containsEntry("n", "1.5")
        .containsEntry("o", "{\"base64\":\"?\"}")
        .containsEntry("l", "[true]");
  }

  @Test
  void shouldWriteAHeaderWithoutValueWhenItIsNull() {
    assertThat(RecordHeaderMapping.headersOf(row("{\"a\": null}")).lastHeader("a").value())
        .isNull();
  }

  @Test
  void shouldLoseNothingWhenTheColumnIsNoObject() {
    assertThat(headersOf("[\"x\"]")).containsEntry(RecordHeaderMapping.UNNAMED, "[\"x\"]");
  }

  @Test
  void shouldAddTypeSequenceAndRow() {
    assertThat(headersOf(null))
        .isEqualTo(Map.of("ce_type", "type", "ce_sequence", "3", "millrace_outbox_id", "17"));
  }

  @Test
  void shouldLeaveTypeAndSequenceAsWrittenWhenTheColumnHasThem() {
    Map<String, String> headers = headersOf("{\"ce_type\": \"mine\", \"ce_sequence\": \"9\"}");

    assertThat(headers).containsEntry("ce_type", "mine").containsEntry("ce_sequence", "9");
  }

  @Test
  void shouldFindTheRowOfARecordAgain() {
    assertThat(RecordHeaderMapping.outboxId(RecordHeaderMapping.headersOf(row(null))))
        .isEqualTo(17);
    assertThat(RecordHeaderMapping.outboxId(new RecordHeaders())).isEqualTo(-1);
  }

  private static Map<String, String> headersOf(@Nullable String column) {
    Map<String, String> headers = new LinkedHashMap<>();
    Arrays.stream(RecordHeaderMapping.headersOf(row(column)).toArray())
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  private static OutboxRow row(@Nullable String headers) {
    return new OutboxRow(17, "topic", "key", "type", null, null, 3L, headers, Instant.EPOCH);
  }
}

package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.CloudEvents;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.local.junit.TestKafka;
import io.millrace.relay.Outbox.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a row becomes on its way through the binlog. */
@MillraceRuntime
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Outbox outbox;
  private final RelayFixture fixture;
  private final Published published;

  RecordsIT(TestDatabase database, TestKafka kafka) {
    this.outbox = Outbox.in(database);
    this.fixture = new RelayFixture(database, kafka);
    this.published = fixture.publishedOn("transitions");
  }

  @BeforeAll
  void start() {
    fixture.startRelay();
    fixture.awaitStreaming();
  }

  @AfterAll
  void stop() {
    published.close();
    fixture.close();
  }

  @Test
  void shouldKeepEveryByteOfAPayload() throws SQLException {
    byte[] payload = new byte[1024 * 1024];
    new SplittableRandom(7).nextBytes(payload);

    ConsumerRecord<String, byte[]> record = publish(message("big", payload, null, null));

    assertThat(record.value()).isEqualTo(payload);
  }

  @Test
  void shouldPublishATombstoneWhenThePayloadIsNull() throws SQLException {
    ConsumerRecord<String, byte[]> record = publish(message("gone", null, null, null));

    assertThat(record.key()).isEqualTo("gone");
    assertThat(record.value()).isNull();
  }

  @Test
  void shouldPassHeadersOnWhenTheyAreTextOrBytes() throws SQLException {
    String headers = "{\"text\": \"grün\", \"bytes\": {\"base64\": \"AP+A\"}, \"nothing\": null}";

    ConsumerRecord<String, byte[]> record = publish(message("k", new byte[1], null, headers));

    assertThat(CloudEvents.read(record.headers(), "text")).isEqualTo("grün");
    assertThat(record.headers().lastHeader("bytes").value()).containsExactly(0, 0xff, 0x80);
    assertThat(record.headers().lastHeader("nothing").value()).isNull();
  }

  @Test
  void shouldTellTypeSequenceAndRowInHeaders() throws SQLException {
    ConsumerRecord<String, byte[]> record = publish(Message.of("transitions", "k", 42));

    assertThat(CloudEvents.read(record.headers(), "ce_type")).isEqualTo("test.message");
    assertThat(CloudEvents.read(record.headers(), "ce_sequence")).isEqualTo("42");
    assertThat(CloudEvents.read(record.headers(), "millrace_outbox_id"))
        .isEqualTo(Long.toString(outbox.ids().getLast()));
  }

  @Test
  void shouldUseThePartitionThatTheRowNames() throws SQLException {
    assertThat(publish(message("k", new byte[1], 5, null)).partition()).isEqualTo(5);
    assertThat(publish(message("k", new byte[1], 0, null)).partition()).isZero();
  }

  @Test
  void shouldUseOnePartitionForAKeyWhenTheRowNamesNone() throws SQLException {
    int first = publish(message("same", new byte[1], null, null)).partition();

    assertThat(publish(message("same", new byte[2], null, null)).partition()).isEqualTo(first);
  }

  @Test
  void shouldDateTheRecordWhenTheRowWasWritten() throws SQLException {
    Instant before = Instant.now().minusMillis(1);

    ConsumerRecord<String, byte[]> record = publish(Message.of("transitions", "k", 1));

    assertThat(Instant.ofEpochMilli(record.timestamp())).isBetween(before, Instant.now());
  }

  private ConsumerRecord<String, byte[]> publish(Message message) throws SQLException {
    int before = published.count();
    outbox.write(message);
    return published.await(before + 1, PATIENCE).getLast();
  }

  private static Message message(
      String key,
      byte @Nullable [] payload,
      @Nullable Integer partition,
      @Nullable String headers) {
    return new Message("transitions", key, payload, partition, null, headers);
  }
}

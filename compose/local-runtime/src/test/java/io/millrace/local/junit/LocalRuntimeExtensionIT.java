package io.millrace.local.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class LocalRuntimeExtensionIT {

  @Test
  void shouldGiveAnEmptyDatabaseWhenAskedForOne(TestDatabase database) throws Exception {
    assertThat(
            answer(
                database,
                "SELECT COUNT(*) FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE()"))
        .isEqualTo("0");
  }

  @Test
  void shouldRunWithRowBinlogAndGtidWhenStarted(TestDatabase database) throws Exception {
    assertThat(answer(database, "SELECT CONCAT_WS(' ', @@log_bin, @@binlog_format, @@gtid_mode)"))
        .isEqualTo("1 ROW ON");
  }

  @Test
  void shouldGiveTheSameDatabaseWhenAnotherTestOfTheClassAsks(
      TestDatabase database, TestDatabase again) {
    assertThat(again).isSameAs(database);
  }

  @Test
  void shouldCarryLargeRecordsWhenAShareGroupReads(TestKafka kafka) throws Exception {
    String topic = kafka.createTopic("large", 2, Map.of());
    byte[] large = new byte[15 * 1024 * 1024];
    String group = kafka.topicPrefix() + "group";
    startFromTheBeginning(kafka, group);

    send(kafka, topic, large);

    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class);
    try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(settings)) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(consumer.poll(Duration.ofSeconds(1)))
                      .singleElement()
                      .satisfies(record -> assertThat(record.value()).hasSize(large.length)));
    }
  }

  private static void startFromTheBeginning(TestKafka kafka, String group) throws Exception {
    ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
    kafka
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.GROUP, group),
                List.of(new AlterConfigOp(earliest, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static void send(TestKafka kafka, String topic, byte[] value) throws Exception {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            20 * 1024 * 1024,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
      producer.send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), value)).get();
    }
  }

  private static String answer(TestDatabase database, String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}

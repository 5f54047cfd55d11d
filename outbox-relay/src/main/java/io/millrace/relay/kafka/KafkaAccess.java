package io.millrace.relay.kafka;

import io.millrace.contract.Topic;
import io.millrace.relay.outbox.TaskMapping;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How to reach Kafka.
 *
 * @param properties what all clients need: {@code bootstrap.servers}, security
 * @param topicPrefix what the names of topics start with
 * @param relayName the relay's name: relays of the same name are one leader and its standbys
 */
public record KafkaAccess(Map<String, String> properties, String topicPrefix, String relayName) {

  /** How long the broker lets a transaction be open before it aborts it. */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 30_000;

  /** How long a call may wait for the metadata of a topic, or for room in the buffer. */
  private static final int MAX_BLOCK_MILLIS = 10_000;

  /**
   * Longer than a transaction is filled: records go when it is committed, in one request per broker
   * instead of one for the first record and another for the rest.
   */
  private static final int LINGER_MILLIS = 100;

  /** How soon to ask again a broker that is still busy with the last commit. */
  private static final int RETRY_BACKOFF_MILLIS = 5;

  /** Transitions are much alike: with it they take a fifth of the bytes, and less CPU of all. */
  private static final String COMPRESSION = "lz4";

  private static final int BATCH_BYTES = 1024 * 1024;
  private static final int BUFFER_BYTES = 48 * 1024 * 1024;

  /** Copies the map. */
  public KafkaAccess {
    properties = Map.copyOf(properties);
  }

  private String clientId() {
    return topicPrefix + "-" + relayName;
  }

  Map<String, Object> clientProperties() {
    return new HashMap<>(properties);
  }

  /** A producer with a transactional id of its own: whoever has it last shuts the others out. */
  KafkaProducer<byte[], byte[]> producer(int lane) {
    Map<String, Object> settings = producerProperties(Integer.toString(lane));
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, clientId() + "-" + lane);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Hands tasks out, in no transaction. */
  TaskHandOut taskHandOut() {
    Map<String, Object> settings = producerProperties("tasks");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new TaskHandOut(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        new TaskMapping(topicPrefix),
        new WritableTopics(Admin.create(clientProperties())));
  }

  private Map<String, Object> producerProperties(String client) {
    Map<String, Object> settings = clientProperties();
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId() + "-" + client);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MILLIS / 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_RECORD_BYTES);
    return settings;
  }

  /** Sees what is committed, and commits nothing itself. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = clientProperties();
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2 * MAX_BLOCK_MILLIS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Without properties, among which are secrets. */
  @Override
  public String toString() {
    return "%s at %s".formatted(clientId(), properties.get("bootstrap.servers"));
  }
}

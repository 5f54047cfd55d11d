package io.millrace.local.junit;

import io.millrace.local.LocalKafka;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/**
 * Topics that one test class has for itself; those it created here are deleted after its last test.
 */
public final class TestKafka {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final short ONE_REPLICA = 1;

  private final LocalKafka broker;
  private final String topicPrefix;
  private final Admin admin;
  private final Set<String> created = new HashSet<>();

  private TestKafka(LocalKafka broker, String topicPrefix) {
    this.broker = broker;
    this.topicPrefix = topicPrefix;
    this.admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }

  static TestKafka connect(LocalKafka broker, String name) {
    return new TestKafka(broker, name + ".");
  }

  /** The value of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** What the names of this test class's topics and groups should begin with. */
  public String topicPrefix() {
    return topicPrefix;
  }

  /** The broker, shared with the other test classes of this JVM. */
  public LocalKafka broker() {
    return broker;
  }

  /** An admin client that lives as long as this object; not to be closed by tests. */
  public Admin admin() {
    return admin;
  }

  /** The full name of this test class's topic of that name, whether it exists or not. */
  public String topic(String name) {
    return topicPrefix + name;
  }

  /** Creates the topic {@link #topic(String)} and returns its full name. */
  public String createTopic(String name, int partitions) {
    return createTopic(name, partitions, Map.of());
  }

  /** Creates the topic {@link #topic(String)} with its own settings; returns its full name. */
  public String createTopic(String name, int partitions, Map<String, String> settings) {
    String topic = topic(name);
    NewTopic wanted = new NewTopic(topic, partitions, ONE_REPLICA).configs(settings);
    await(admin.createTopics(List.of(wanted)).all(), "create " + topic);
    synchronized (created) {
      created.add(topic);
    }
    return topic;
  }

  void deleteTopics() {
    synchronized (created) {
      await(admin.deleteTopics(created).all(), "delete " + created);
    }
    admin.close();
  }

  private void await(KafkaFuture<Void> answer, String what) {
    try {
      answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Could not %s on %s".formatted(what, bootstrapServers()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted: could not " + what, e);
    }
  }
}

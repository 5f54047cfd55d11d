package io.millrace.relay.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;

/** Which topics are there and may be written, as far as that is known without waiting. */
final class WritableTopics implements AutoCloseable {

  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Admin admin;
  private final Set<String> writable = ConcurrentHashMap.newKeySet();
  private final Set<String> left = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> asked = new ConcurrentHashMap<>();

  WritableTopics(Admin admin) {
    this.admin = admin;
  }

  /** Whether it is one; false also when that is not known yet. It is found out meanwhile. */
  boolean contains(String topic) {
    if (left.contains(topic)) {
      return false;
    }
    if (writable.contains(topic)) {
      return true;
    }
    long now = System.nanoTime();
    Long last = asked.get(topic);
    if (last == null || now - last > PAUSE_NANOS) {
      asked.put(topic, now);
      ask(topic);
    }
    return false;
  }

  /**
   * From now on it is none.
   *
   * @return whether it was one until now
   */
  boolean leave(String topic) {
    return left.add(topic);
  }

  private void ask(String topic) {
    KafkaFuture<Map<String, TopicDescription>> unused =
        admin
            .describeTopics(
                List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .allTopicNames()
            .whenComplete(
                (found, missing) -> {
                  if (missing == null
                      && found.values().stream().allMatch(WritableTopics::mayWrite)) {
                    writable.add(topic);
                  }
                });
  }

  private static boolean mayWrite(TopicDescription description) {
    Set<AclOperation> allowed = description.authorizedOperations();
    return allowed == null || allowed.contains(AclOperation.WRITE);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

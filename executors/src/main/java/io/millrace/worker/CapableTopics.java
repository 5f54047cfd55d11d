package io.millrace.worker;

import io.millrace.contract.TaskTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics from which this worker pulls. A topic for tasks that need capabilities appears with
 * the first such task: a worker that offers any looks for them from time to time.
 */
final class CapableTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CapableTopics.class);

  private final WorkerConfig config;
  private final Set<String> executors;
  private final @Nullable Admin admin;
  private @Nullable KafkaFuture<Set<String>> looking;
  private volatile Set<String> names;

  CapableTopics(WorkerConfig config, Set<String> executors, Set<String> always) {
    this.config = config;
    this.executors = executors;
    this.names = always;
    this.admin =
        config.capabilities().isEmpty()
            ? null
            : Admin.create(
                config
                    .kafka()
                    .with(Map.of(AdminClientConfig.CLIENT_ID_CONFIG, config.id() + "-topics")));
  }

  /** Their names, as far as they are known. */
  Set<String> names() {
    return names;
  }

  /** Looks for new ones, without waiting for the answer. Used by one thread. */
  void look() {
    if (admin != null && (looking == null || looking.isDone())) {
      looking = admin.listTopics().names().whenComplete(this::found);
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private void found(@Nullable Collection<String> existing, @Nullable Throwable fault) {
    if (existing == null) {
      LOG.debug("cannot look for topics", fault);
      return;
    }
    Set<String> found = new TreeSet<>(names);
    for (String name : existing) {
      if (TaskTopic.capable(config.prefix(), name).filter(this::isServed).isPresent()
          && found.add(name)) {
        LOG.info("worker {} serves {}", config.id(), name);
      }
    }
    names = Set.copyOf(found);
  }

  private boolean isServed(TaskTopic topic) {
    return executors.contains(topic.executor())
        && config.capabilities().containsAll(topic.capabilities());
  }
}

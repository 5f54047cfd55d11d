package io.millrace.relay.kafka;

import io.millrace.relay.outbox.TaskMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands tasks out without the detour over the dispatch topology: those for which no worker is to be
 * chosen, on topics that are there. All others, and those that a topic refuses, are left to the
 * topology.
 *
 * <p>At least once: tasks are on the brokers before the transaction of their transitions commits,
 * and not in it. Should it be aborted, they go out again.
 */
final class TaskHandOut implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TaskHandOut.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final TaskMapping mapping;
  private final WritableTopics topics;

  TaskHandOut(KafkaProducer<byte[], byte[]> producer, TaskMapping mapping, WritableTopics topics) {
    this.producer = producer;
    this.mapping = mapping;
    this.topics = topics;
  }

  /** Sends the tasks of effects, as far as it can; does not wait for the brokers. */
  Sending send(List<ProducerRecord<byte[], byte[]>> effects) {
    return new Sending(effects, effects.stream().map(this::sendTasks).toList());
  }

  /** Effects whose tasks are on their way. */
  final class Sending {

    private final List<ProducerRecord<byte[], byte[]>> effects;
    private final List<List<Sent>> tasks;

    private Sending(List<ProducerRecord<byte[], byte[]>> effects, List<List<Sent>> tasks) {
      this.effects = effects;
      this.tasks = tasks;
    }

    /** Whether topologies have something to do, as far as it is known yet. */
    boolean leavesEffects() {
      for (int i = 0; i < effects.size(); i++) {
        if (tasks.get(i).isEmpty() || !TaskMapping.isAllTasks(effects.get(i))) {
          return true;
        }
      }
      return false;
    }

    /** Waits for the brokers; gives what is left for the topologies, in order. */
    List<ProducerRecord<byte[], byte[]>> await() {
      List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
      for (int i = 0; i < effects.size(); i++) {
        if (!tasks.get(i).isEmpty() && arrived(tasks.get(i))) {
          TaskMapping.withoutTasks(effects.get(i)).ifPresent(left::add);
        } else {
          left.add(effects.get(i));
        }
      }
      return left;
    }
  }

  private List<Sent> sendTasks(ProducerRecord<byte[], byte[]> effect) {
    List<ProducerRecord<byte[], byte[]>> tasks = mapping.tasksOf(effect);
    return tasks.stream().allMatch(task -> topics.contains(task.topic()))
        ? tasks.stream().map(task -> new Sent(task.topic(), producer.send(task))).toList()
        : List.of();
  }

  private boolean arrived(List<Sent> tasks) {
    boolean all = true;
    for (Sent task : tasks) {
      try {
        RecordMetadata unused = task.answer().get();
      } catch (ExecutionException e) {
        if (topics.leave(task.topic())) {
          log.warn("{} refuses a task; dispatch hands its tasks out from now on", task.topic(), e);
        }
        all = false;
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return all;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    topics.close();
  }

  private record Sent(String topic, Future<RecordMetadata> answer) {}
}

package io.millrace.worker;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Which lanes are this worker's. Kafka's own group protocol sees to it that each has one owner, and
 * gives those of a dead worker to living ones; here it is only told.
 */
final class Lanes implements ConsumerRebalanceListener {

  private final TreeSet<Integer> owned = new TreeSet<>();
  private final Consumer<List<Integer>> changed;

  /** Tells of every change. */
  Lanes(Consumer<List<Integer>> changed) {
    this.changed = changed;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (owned.addAll(numbers(partitions))) {
      changed.accept(List.copyOf(owned));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (owned.removeAll(numbers(partitions))) {
      changed.accept(List.copyOf(owned));
    }
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }
}

package io.millrace.client;

import io.millrace.client.Verification.Difference;
import io.millrace.client.Verification.Report;
import io.millrace.contract.InstanceId;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import io.millrace.domain.history.BrokenHistory;
import io.millrace.domain.history.Fold;
import io.millrace.domain.row.Rows;
import io.millrace.domain.state.InstanceState;
import io.millrace.domain.state.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what is in one partition, in one thread.
 *
 * <p>An instance is let go as soon as its fold has come as far as its rows and it has ended, so
 * that memory is bounded by what is open; of the others only the id is kept. What happens to an
 * instance after it was compared is left to the next verification.
 */
final class PartitionVerification {

  /** How many folds may wait until their rows are asked for in one go. */
  private static final int BATCH = 500;

  /** How often a moving target is looked at again, after its rows were ahead of the log. */
  private static final int ROUNDS = 100;

  private final Function<Collection<InstanceId>, Map<InstanceId, InstanceState>> rows;
  private final Map<InstanceId, Fold> folds = new HashMap<>();
  private final Set<InstanceId> ended = new HashSet<>();
  private final Set<InstanceId> broken = new HashSet<>();
  private final Set<InstanceId> verified = new HashSet<>();
  private final List<Difference> differences = new ArrayList<>();
  private long transitions;
  private long instances;

  /** Reads the instances that exist from MySQL with a function. */
  PartitionVerification(Function<Collection<InstanceId>, Map<InstanceId, InstanceState>> rows) {
    this.rows = rows;
  }

  /** Verifies one instance whose history was read. */
  Report one(InstanceId id, List<ConsumerRecord<byte[], byte[]>> history) {
    history.forEach(this::fold);
    compare(Set.of(id), true);
    return new Report(instances, transitions, List.copyOf(differences));
  }

  /**
   * Verifies the partition from its beginning.
   *
   * @param known the instances that MySQL has in it; all of them must be in the log
   */
  Report all(KafkaLog.Tail tail, Set<InstanceId> known) {
    Set<InstanceId> missing = new HashSet<>(known);
    for (int rounds = 0; rounds < ROUNDS; ) {
      List<ConsumerRecord<byte[], byte[]>> records = tail.next();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        missing.remove(fold(record));
      }
      if (ended.size() >= BATCH) {
        compare(Set.copyOf(ended), false);
      }
      if (records.isEmpty() && tail.atEnd()) {
        rounds = compare(Set.copyOf(folds.keySet()), false) ? ROUNDS : rounds + 1;
      }
    }
    compare(Set.copyOf(folds.keySet()), true);
    missing.removeAll(broken);
    for (InstanceId id : missing) {
      differ(id, "history", "MySQL has the instance, the log has no transition of it");
    }
    return new Report(instances, transitions, List.copyOf(differences));
  }

  private InstanceId fold(ConsumerRecord<byte[], byte[]> record) {
    InstanceId id = InstanceId.first(record.partition());
    try {
      Transition transition = TransitionCodec.open(record.value());
      id = transition.instanceId();
      transitions++;
      if (!broken.contains(id) && !verified.contains(id)) {
        Fold fold = folds.getOrDefault(id, Fold.START).plus(transition);
        folds.put(id, fold);
        note(id, fold);
      }
    } catch (MalformedMessage | BrokenHistory e) {
      broken.add(id);
      folds.remove(id);
      differ(
          id,
          record.topic() + "-" + record.partition() + "@" + record.offset(),
          String.valueOf(e.getMessage()));
    }
    return id;
  }

  private void note(InstanceId id, Fold fold) {
    InstanceState state = fold.state();
    if (state == null || state.status().ended()) {
      ended.add(id);
    } else {
      ended.remove(id);
    }
  }

  /**
   * Compares the folds that have come as far as their rows, and lets go of them.
   *
   * @param last whether one that has not is a difference
   * @return whether all had
   */
  private boolean compare(Set<InstanceId> ids, boolean last) {
    boolean all = true;
    Map<InstanceId, InstanceState> found = rows.apply(ids);
    for (InstanceId id : ids) {
      Fold fold = folds.getOrDefault(id, Fold.START);
      InstanceState row = found.get(id);
      boolean behind = row != null && row.position().sequence() > fold.position().sequence();
      if (behind && !last) {
        all = false;
        continue;
      }
      compare(id, fold, row);
      instances++;
      folds.remove(id);
      ended.remove(id);
      verified.add(id);
    }
    return all;
  }

  private void compare(InstanceId id, Fold fold, @Nullable InstanceState row) {
    InstanceState folded = fold.state();
    if (folded == null && row == null) {
      return;
    }
    if (folded == null) {
      differ(id, "history", "MySQL has the instance, the log has no transition that creates it");
    } else if (row == null) {
      differ(id, "row", "the log has the instance, MySQL has not");
    } else {
      columns(id, "instance", Rows.instance(folded), Rows.instance(row));
      nodes(id, folded, row);
    }
  }

  private void nodes(InstanceId id, InstanceState folded, InstanceState row) {
    Map<Integer, NodeState> stored = new HashMap<>();
    row.nodes().all().forEach(node -> stored.put(node.no().value(), node));
    for (NodeState node : folded.nodes().all()) {
      NodeState other = stored.remove(node.no().value());
      String what = "node " + node.no() + " (" + node.nodeId() + ")";
      if (other == null) {
        differ(id, what, "the log has the node, MySQL has not");
      } else {
        columns(id, what, Rows.node(id, node), Rows.node(id, other));
      }
    }
    stored.forEach((no, node) -> differ(id, "node " + no, "MySQL has the node, the log has not"));
  }

  private void columns(InstanceId id, String what, Record log, Record row) {
    RowDifference.between(log, row)
        .forEach((column, values) -> differ(id, what + " " + column, values));
  }

  private void differ(InstanceId id, String what, String message) {
    differences.add(new Difference(id, what, message));
  }
}

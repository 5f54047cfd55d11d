package io.millrace.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.client.Deployments;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.ParentRef;
import io.millrace.contract.Topics;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.Start;
import io.millrace.definition.DefinitionLoader;
import io.millrace.domain.oracle.Operation;
import io.millrace.domain.oracle.Outcome;
import io.millrace.domain.random.Member;
import io.millrace.domain.random.TimelessCase;
import io.millrace.domain.state.InstanceState;
import io.millrace.intake.jdbc.JdbcInstanceStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Random cases on a running Millrace, all at once.
 *
 * @param millrace where they run
 */
record RandomRun(RunningMillrace millrace) {

  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int PARTITIONS = 6;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** How long an instance may be still before it counts as one that will never end. */
  private static final Duration STILL = Duration.ofSeconds(20);

  /** How long rows may take that nobody announces: of children that nobody waits for. */
  private static final Duration LAST_ROWS = Duration.ofSeconds(10);

  /**
   * A case that ended in another way than it should.
   *
   * @param of the case
   * @param actual how it ended
   */
  record Difference(TimelessCase of, Outcome actual) {

    @Override
    public String toString() {
      return of.what() + "\nthe oracle says " + of.expected() + "\nthe runtime " + actual;
    }
  }

  /** Runs cases, and tells which do not end as they should. */
  List<Difference> differences(List<TimelessCase> cases) {
    cases.forEach(this::deploy);
    String tag = "random-%d-".formatted(RUNS.incrementAndGet());
    Map<InstanceId, TimelessCase> started = start(tag, cases);
    Waiting.until(() -> count(tag, "TRUE") == cases.size());
    signal(started);
    awaitEnds(tag);
    return settled(started);
  }

  private void deploy(TimelessCase it) {
    Deployments deployments = new Deployments(millrace.database(), Clock.systemUTC());
    List<ObjectNode> definitions = new ArrayList<>(it.what().library().values());
    definitions.add(it.what().definition());
    for (ObjectNode definition : definitions) {
      deployments.deploy(new DefinitionLoader().load(definition).definition(), definition);
    }
  }

  private Map<InstanceId, TimelessCase> start(String tag, List<TimelessCase> cases) {
    List<Future<RecordMetadata>> places = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Batch.producer(millrace)) {
      for (TimelessCase it : cases) {
        places.add(producer.send(start(it, tag, places.size())));
      }
    }
    Map<InstanceId, TimelessCase> started = new LinkedHashMap<>();
    for (TimelessCase it : cases) {
      started.put(Batch.id(places.get(started.size())), it);
    }
    return started;
  }

  private ProducerRecord<byte[], byte[]> start(TimelessCase it, String tag, int n) {
    String workflow = it.what().definition().get("id").textValue();
    ObjectNode input = it.what().input();
    Start start =
        new Start(workflow, null, tag + n, null, null, null, input, null, "test", null, null);
    return new ProducerRecord<>(
        topic(Topics.STARTS.suffix()), n % PARTITIONS, null, Json.bytes(start));
  }

  private String topic(String suffix) {
    return millrace.addresses().prefix() + "." + suffix;
  }

  private void signal(Map<InstanceId, TimelessCase> started) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Batch.producer(millrace)) {
      started.forEach(
          (id, it) ->
              it.what()
                  .operations()
                  .forEach(signal -> sent.add(producer.send(signal(id, signal)))));
    }
    sent.forEach(Batch::taken);
  }

  private ProducerRecord<byte[], byte[]> signal(InstanceId id, Operation it) {
    return new ProducerRecord<>(
        topic(Topics.CONTROLS.suffix()),
        id.partition(),
        id.toString().getBytes(StandardCharsets.UTF_8),
        Json.bytes(new SendSignal(id, null, "test", it.name(), it.payload())));
  }

  private long count(String tag, String which) {
    return millrace.count(
        "SELECT COUNT(*) FROM workflow_instances WHERE external_id LIKE ? AND " + which, tag + "%");
  }

  /** Until all have ended, or nothing moves any more. */
  private void awaitEnds(String tag) {
    String open = "status IN ('pending', 'running', 'paused')";
    long left = count(tag, open);
    while (left > 0) {
      long before = left;
      try {
        left =
            await()
                .atMost(STILL)
                .pollInterval(LOOK_AGAIN)
                .until(() -> count(tag, open), now -> now < before);
      } catch (ConditionTimeoutException e) {
        return;
      }
    }
  }

  private List<Difference> settled(Map<InstanceId, TimelessCase> started) {
    Map<InstanceId, TimelessCase> left = new LinkedHashMap<>(started);
    List<Difference> differences = new ArrayList<>();
    try {
      await()
          .atMost(LAST_ROWS)
          .pollInterval(LOOK_AGAIN)
          .until(
              () -> {
                differences.clear();
                differences.addAll(compared(left));
                left.values().retainAll(differences.stream().map(Difference::of).toList());
                return differences.isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      return differences;
    }
    return List.of();
  }

  private List<Difference> compared(Map<InstanceId, TimelessCase> cases) {
    Map<InstanceId, List<Member>> families = families(cases.keySet());
    List<Difference> differences = new ArrayList<>();
    cases.forEach(
        (id, it) -> {
          List<Member> family = families.get(id);
          Outcome actual =
              family == null
                  ? new Outcome("unknown", null, null, false, new TreeMap<>())
                  : Member.outcome(family);
          if (!actual.equals(it.expected())) {
            differences.add(new Difference(it, actual));
          }
        });
    return differences;
  }

  /** These instances, each with its children and theirs. */
  private Map<InstanceId, List<Member>> families(Set<InstanceId> roots) {
    JdbcInstanceStore store = new JdbcInstanceStore(millrace.database());
    Map<InstanceId, List<Member>> families = new LinkedHashMap<>();
    Map<InstanceId, Member> members = new LinkedHashMap<>();
    Map<InstanceId, InstanceId> rootOf = new LinkedHashMap<>();
    Collection<InstanceId> level = roots;
    while (!level.isEmpty()) {
      Map<InstanceId, InstanceState> states = store.load(level);
      for (InstanceState state : states.values()) {
        ParentRef asked = state.origin().parent();
        InstanceId root = asked == null ? state.id() : rootOf.get(asked.instanceId());
        Member parent = asked == null ? null : members.get(asked.instanceId());
        Member member =
            asked == null || parent == null ? Member.first(state) : parent.child(asked, state);
        members.put(state.id(), member);
        rootOf.put(state.id(), Objects.requireNonNull(root));
        families.computeIfAbsent(root, unused -> new ArrayList<>()).add(member);
      }
      level = childrenOf(states.keySet());
    }
    return families;
  }

  private List<InstanceId> childrenOf(Set<InstanceId> parents) {
    return millrace
        .database()
        .inTransaction(
            transaction ->
                transaction.queryIn(
                    "SELECT id FROM workflow_instances WHERE parent_instance_id IN (?)",
                    List.of(),
                    parents.stream().map(InstanceId::value).toList(),
                    row -> new InstanceId(row.getLong(1))));
  }
}

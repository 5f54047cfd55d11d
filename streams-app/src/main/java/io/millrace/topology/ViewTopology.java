package io.millrace.topology;

import io.millrace.contract.JsonSerde;
import io.millrace.contract.Topics;
import io.millrace.contract.event.StartRejected;
import io.millrace.contract.message.Transition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the live views: open instances, and statistics by workflow and by executor.
 *
 * <p>Each partition counts for itself and a query adds up, so nothing is repartitioned. It runs
 * with {@code exactly_once_v2}, since a count that counts twice lies. Ended instances leave the
 * store: it is as large as what is open, and MySQL has the rest.
 */
public final class ViewTopology {

  /** Store: instance id to {@link InstanceView}, open instances only. */
  public static final String INSTANCES = "open-instances";

  /** Store: chunks of the open nodes of instances that have many. */
  public static final String OPEN_NODES = "open-nodes";

  /** Store: workflow name to {@link Statistics}. */
  public static final String WORKFLOWS = "workflow-statistics";

  /** Store: executor name to {@link Statistics}. */
  public static final String EXECUTORS = "executor-statistics";

  private ViewTopology() {}

  /**
   * Builds the topology.
   *
   * @param prefix what the names of all topics start with
   */
  public static Topology build(String prefix) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(store(INSTANCES, InstanceView.class));
    builder.addStateStore(store(OPEN_NODES, OpenNodes.Chunk.class));
    builder.addStateStore(store(WORKFLOWS, Statistics.class));
    builder.addStateStore(store(EXECUTORS, Statistics.class));
    builder.stream(
            Topics.TRANSITIONS.name(prefix),
            Consumed.with(Serdes.String(), Topics.TRANSITIONS.values()).withName("transitions"))
        .process(Views::new, Named.as("update-views"), INSTANCES, OPEN_NODES, WORKFLOWS, EXECUTORS);
    return builder.build();
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), new JsonSerde<>(type))
        .withCachingEnabled();
  }

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before process.
  private static final class Views implements Processor<String, Transition, Void, Void> {

    private KeyValueStore<String, InstanceView> instances;
    private KeyValueStore<String, OpenNodes.Chunk> openNodes;
    private KeyValueStore<String, Statistics> workflows;
    private KeyValueStore<String, Statistics> executors;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      instances = context.getStateStore(INSTANCES);
      openNodes = context.getStateStore(OPEN_NODES);
      workflows = context.getStateStore(WORKFLOWS);
      executors = context.getStateStore(EXECUTORS);
    }

    @Override
    public void process(Record<String, Transition> record) {
      Transition transition = record.value();
      String id = transition.instanceId().toString();
      InstanceView known = instances.get(id);
      InstanceView before = known == null ? InstanceView.before(transition) : known;
      if (transition.sequence() <= before.sequence()) {
        return;
      }
      OpenNodes nodes = new OpenNodes(transition.instanceId(), before, openNodes);
      ViewUpdate update = new ViewUpdate(before, nodes, transition);
      InstanceView after = update.view();
      boolean open = !after.status().ended() && !isRejection(transition);
      instances.put(id, keep(open, after));
      nodes.store();
      if (!open) {
        nodes.delete();
      }
      add(workflows, after.workflow(), update.workflow());
      update.executors().forEach((executor, more) -> add(executors, executor, more));
    }

    private static boolean isRejection(Transition transition) {
      return transition.events().stream().anyMatch(StartRejected.class::isInstance);
    }

    @SuppressWarnings("NullAway") // A null value deletes; Kafka's interface is unannotated.
    private static @Nullable InstanceView keep(boolean open, InstanceView view) {
      return open ? view : null;
    }

    private static void add(KeyValueStore<String, Statistics> store, String key, Statistics more) {
      if (!more.equals(Statistics.NONE)) {
        Statistics before = store.get(key);
        store.put(key, before == null ? more : before.plus(more));
      }
    }
  }
}

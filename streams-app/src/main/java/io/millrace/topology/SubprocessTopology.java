package io.millrace.topology;

import io.millrace.contract.JsonSerde;
import io.millrace.contract.Topics;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Ties children to the nodes that ask for them, wherever either lives: starts them, tells their
 * parents how they ended, and cancels those that nobody waits for any more.
 *
 * <p>It runs with {@code exactly_once_v2}: a child is asked for once. Should a transition come
 * twice all the same, because somebody published the outbox again, intake knows the second start by
 * its external id, and the second report by its attempt.
 *
 * <p>To cancel a child, the parent's partition must know the child's id, which the place of its
 * start event in the log decides. So each child announces itself there, through a repartition
 * topic, and the store keeps who asked for whom until the child has ended. Nothing is forgotten
 * whichever comes first: the end of the attempt, the announcement, or the child's end.
 */
final class SubprocessTopology {

  /** Store: {@code parent/node} to {@link AwaitedChildren}. */
  public static final String CHILDREN = "awaited-children";

  private SubprocessTopology() {}

  /**
   * Adds the topology.
   *
   * @param transitions at least those about children and about nodes that may have one
   * @param prefix what the names of all topics start with
   * @param pause how long at least between two commits
   */
  static void addTo(
      StreamsBuilder builder,
      KStream<String, Transition> transitions,
      String prefix,
      Duration pause) {
    builder.addStateStore(store());
    toStarts(prefix, transitions.process(StartsOf::new, Named.as("starts-of-transition")));
    KStream<String, Control> reports =
        transitions.process(ReportsOf::new, Named.as("reports-of-transition"));
    KStream<String, Control> ofParents =
        transitions.process(ChildrenOf::new, Named.as("follow-parents"), CHILDREN);
    KStream<String, Control> ofChildren =
        transitions
            .process(ArrivalsOf::new, Named.as("arrivals-of-transition"))
            .repartition(
                Repartitioned.<String, ChildArrival>as("children")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(new JsonSerde<>(ChildArrival.class))
                    .withStreamPartitioner(
                        (topic, key, arrival, count) ->
                            Outgoing.partitionOf(arrival.parent().instanceId())))
            .process(() -> new CommitSoon<>(pause), Named.as("commit-arrivals"))
            .process(Arrivals::new, Named.as("follow-children"), CHILDREN);
    toControls(
        prefix,
        reports
            .merge(ofParents, Named.as("reports-and-cancels"))
            .merge(ofChildren, Named.as("subprocess-controls")));
  }

  private static void toStarts(String prefix, KStream<String, Start> starts) {
    starts.to(
        Topics.STARTS.name(prefix),
        Produced.with(Topics.STARTS.keys(), Topics.STARTS.values()).withName("starts"));
  }

  private static void toControls(String prefix, KStream<String, Control> controls) {
    controls.to(
        Topics.CONTROLS.name(prefix),
        Produced.with(Topics.CONTROLS.keys(), Topics.CONTROLS.values())
            .withName("controls-of-subprocesses")
            .withStreamPartitioner(
                (topic, key, control, count) -> Outgoing.partitionOf(control.instanceId())));
  }

  private static StoreBuilder<KeyValueStore<String, AwaitedChildren>> store() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(CHILDREN),
        Serdes.String(),
        new JsonSerde<>(AwaitedChildren.class));
  }
}

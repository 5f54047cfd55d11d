package io.millrace.topology;

import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Transition;
import java.time.Duration;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * What transitions bring about in other instances, and must bring about once: children of
 * subprocesses, and who has a mutex.
 *
 * <p>It runs with {@code exactly_once_v2}. The two share one application because they share its
 * promise: transitions are read once for both, and what they write commits together.
 */
public final class EffectsTopology {

  private EffectsTopology() {}

  /**
   * Builds the topology.
   *
   * @param prefix what the names of all topics start with
   * @param pause how long at least between two commits
   */
  public static Topology build(String prefix, Duration pause) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Transition> transitions =
        TransitionsFor.stream(builder, prefix, Audience.SUBPROCESSES, Audience.MUTEXES)
            .process(() -> new CommitSoon<>(pause), Named.as("commit-effects"));
    SubprocessTopology.addTo(builder, transitions, prefix, pause);
    MutexTopology.addTo(builder, transitions, prefix, pause);
    return builder.build();
  }
}

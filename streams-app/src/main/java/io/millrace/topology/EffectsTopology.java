package io.millrace.topology;

import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Transition;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What transitions bring about outside their instance, and must bring about once: completions,
 * children of subprocesses, and who has a mutex.
 *
 * <p>It runs with {@code exactly_once_v2}. The three share one application because they share its
 * promise: transitions are read once for all of them, and what they write commits together.
 */
public final class EffectsTopology {

  private EffectsTopology() {}

  /**
   * Builds the topology.
   *
   * @param prefix what the names of all topics start with
   */
  public static Topology build(String prefix) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Transition> transitions =
        TransitionsFor.stream(
            builder, prefix, Audience.COMPLETIONS, Audience.SUBPROCESSES, Audience.MUTEXES);
    CompletionTopology.addTo(transitions, prefix);
    SubprocessTopology.addTo(builder, transitions, prefix);
    MutexTopology.addTo(builder, transitions, prefix);
    return builder.build();
  }
}

package io.millrace.topology;

import io.millrace.contract.Topics;
import io.millrace.contract.message.Audience;
import io.millrace.contract.message.Transition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/**
 * Reads, of the transitions that the relay passes on to the topologies, those for some: those that
 * are for others only are not even parsed.
 */
final class TransitionsFor implements Deserializer<Transition> {

  private final Deserializer<Transition> whole = Topics.EFFECTS.values().deserializer();
  private final Set<Audience> audience;

  private TransitionsFor(Set<Audience> audience) {
    this.audience = audience;
  }

  /**
   * The transitions that somebody of that audience acts on.
   *
   * @param prefix what the names of all topics start with
   */
  static KStream<String, Transition> stream(
      StreamsBuilder builder, String prefix, Audience first, Audience... more) {
    Serde<Transition> values =
        Serdes.serdeFrom(
            Topics.EFFECTS.values().serializer(), new TransitionsFor(EnumSet.of(first, more)));
    return builder.stream(
            Topics.EFFECTS.name(prefix),
            Consumed.with(Serdes.String(), values).withName("transitions"))
        .filter((id, transition) -> transition != null, Named.as("transitions-that-matter"));
  }

  @Override
  public Transition deserialize(String topic, byte[] bytes) {
    return whole.deserialize(topic, bytes);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's interface gives and takes null, unannotated.
  public @Nullable Transition deserialize(String topic, Headers headers, byte[] bytes) {
    return Collections.disjoint(Audience.of(headers), audience) ? null : deserialize(topic, bytes);
  }
}

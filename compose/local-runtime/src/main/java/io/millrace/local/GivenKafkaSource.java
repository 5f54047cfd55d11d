package io.millrace.local;

import java.util.Optional;

/** The Kafka whose address the user gave. */
record GivenKafkaSource(Optional<String> bootstrapServers) implements ServerSource<LocalKafka> {

  @Override
  public String name() {
    return "A Kafka of yours";
  }

  @Override
  public Finding<LocalKafka> look() {
    String key = Setting.KAFKA.key();
    return bootstrapServers
        .<Finding<LocalKafka>>map(given -> new Finding.Usable<>(why -> GivenKafka.at(given)))
        .orElseGet(
            () ->
                new Finding.Unusable<>(
                    key + " is not set", "Set it to the bootstrap servers of a Kafka from 4.2 on"));
  }
}

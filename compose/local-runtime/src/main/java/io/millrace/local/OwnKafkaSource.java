package io.millrace.local;

import java.nio.file.Files;

/** The broker that comes with Millrace's dependencies. */
record OwnKafkaSource(KafkaSettings settings) implements ServerSource<LocalKafka> {

  @Override
  public String name() {
    return "The embedded Kafka broker";
  }

  @Override
  public Finding<LocalKafka> look() {
    if (settings.ownProcess() && !Files.isExecutable(BrokerProcess.java())) {
      return new Finding.Unusable<>(
          "there is no " + BrokerProcess.java() + " to run it",
          "Run Millrace on a full JDK or JRE");
    }
    return new Finding.Usable<>(why -> KafkaServer.start(settings, why));
  }
}

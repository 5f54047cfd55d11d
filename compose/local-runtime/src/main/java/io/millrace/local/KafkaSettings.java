package io.millrace.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a local Kafka broker is to run.
 *
 * @param directory where its data live; made when missing
 * @param port the port to listen on; when empty, the one of the last run if it is free, else any
 * @param fresh whether to wipe the directory first
 * @param ownProcess whether it is a process of its own, which can be killed, or inside this JVM
 * @param brokerProperties further broker properties by name, stronger than Millrace's own
 */
public record KafkaSettings(
    Path directory,
    OptionalInt port,
    boolean fresh,
    boolean ownProcess,
    Map<String, String> brokerProperties) {

  /** Makes the directory absolute. */
  public KafkaSettings {
    directory = directory.toAbsolutePath().normalize();
    brokerProperties = Map.copyOf(brokerProperties);
  }

  /** Any port, data kept, inside this JVM. */
  public static KafkaSettings in(Path directory) {
    return new KafkaSettings(directory, OptionalInt.empty(), false, false, Map.of());
  }

  /** The same on a fixed port; the broker does not start when that port is taken. */
  public KafkaSettings withPort(int fixed) {
    return new KafkaSettings(directory, OptionalInt.of(fixed), fresh, ownProcess, brokerProperties);
  }

  /** The same on an empty directory: what is there is wiped. */
  public KafkaSettings withFreshData() {
    return new KafkaSettings(directory, port, true, ownProcess, brokerProperties);
  }

  /** The same in a process of its own. */
  public KafkaSettings asOwnProcess() {
    return new KafkaSettings(directory, port, fresh, true, brokerProperties);
  }

  /** The same with one more broker property, such as {@code num.io.threads}. */
  public KafkaSettings withBrokerProperty(String name, String value) {
    Map<String, String> all = new HashMap<>(brokerProperties);
    all.put(name, value);
    return new KafkaSettings(directory, port, fresh, ownProcess, all);
  }
}

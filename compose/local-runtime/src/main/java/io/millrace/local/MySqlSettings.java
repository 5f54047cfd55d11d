package io.millrace.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a local MySQL server is to run.
 *
 * @param directory where its data, log and option file live; made when missing
 * @param durability what a commit promises
 * @param port the port to listen on; when empty, the one of the last run if it is free, else any
 * @param fresh whether to wipe the directory first
 * @param serverVariables further server variables by name, stronger than Millrace's own
 */
public record MySqlSettings(
    Path directory,
    Durability durability,
    OptionalInt port,
    boolean fresh,
    Map<String, String> serverVariables) {

  /** Makes the directory absolute. */
  public MySqlSettings {
    directory = directory.toAbsolutePath().normalize();
    serverVariables = Map.copyOf(serverVariables);
  }

  /** Full durability, any port, data kept. */
  public static MySqlSettings in(Path directory) {
    return new MySqlSettings(directory, Durability.FULL, OptionalInt.empty(), false, Map.of());
  }

  /** The same with another durability. */
  public MySqlSettings withDurability(Durability other) {
    return new MySqlSettings(directory, other, port, fresh, serverVariables);
  }

  /** The same on a fixed port; the server does not start when that port is taken. */
  public MySqlSettings withPort(int fixed) {
    return new MySqlSettings(directory, durability, OptionalInt.of(fixed), fresh, serverVariables);
  }

  /** The same on an empty directory: what is there is wiped. */
  public MySqlSettings withFreshData() {
    return new MySqlSettings(directory, durability, port, true, serverVariables);
  }

  /** The same with one more server variable, such as {@code innodb_buffer_pool_size}. */
  public MySqlSettings withServerVariable(String name, String value) {
    Map<String, String> all = new HashMap<>(serverVariables);
    all.put(name, value);
    return new MySqlSettings(directory, durability, port, fresh, all);
  }
}

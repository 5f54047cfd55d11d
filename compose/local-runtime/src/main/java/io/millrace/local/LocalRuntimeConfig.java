package io.millrace.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the user says about the servers to use. Everything has a default.
 *
 * @param mySql a MySQL server to use instead of starting one
 * @param database the database that a program is to use on the server
 * @param mySqlPort where a MySQL that is started has to listen
 * @param kafka the {@code bootstrap.servers} of a Kafka to use instead of starting one
 * @param kafkaPort where a Kafka that is started has to listen
 * @param data the directory of the data of servers that are started
 * @param cache the directory of unpacked binaries
 * @param docker whether servers may come from Docker
 * @param newestMySql whether tests may fetch a newer MySQL from the distribution's packages
 */
public record LocalRuntimeConfig(
    Optional<MySqlAddress> mySql,
    String database,
    OptionalInt mySqlPort,
    Optional<String> kafka,
    OptionalInt kafkaPort,
    Path data,
    Path cache,
    boolean docker,
    boolean newestMySql) {

  private static final String PREFIX = "MILLRACE_";
  private static final String DEFAULT_DATABASE = "millrace";

  /**
   * Reads the environment and, stronger, the system properties, in which {@code millrace.mysql.url}
   * stands for {@code MILLRACE_MYSQL_URL}. Keys of other parts of Millrace are left to them.
   *
   * @throws InvalidConfigException naming every problem
   */
  public static LocalRuntimeConfig fromSystem() {
    Map<String, String> values = values(System.getenv(), System.getProperties());
    Set<String> others =
        values.keySet().stream()
            .filter(key -> !key.matches("MILLRACE_(MYSQL|KAFKA|LOCAL).*"))
            .collect(Collectors.toSet());
    return from(values, others);
  }

  /** The same with another directory of data. */
  public LocalRuntimeConfig withData(Path other) {
    return new LocalRuntimeConfig(
        mySql, database, mySqlPort, kafka, kafkaPort, other, cache, docker, newestMySql);
  }

  /** The values under Millrace's prefix by their name in the environment. */
  public static Map<String, String> values(Map<String, String> environment, Properties properties) {
    Map<String, String> values = new TreeMap<>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            values.put(key, value);
          }
        });
    for (String name : properties.stringPropertyNames()) {
      String key = name.toUpperCase(Locale.ROOT).replace('.', '_');
      if (key.startsWith(PREFIX)) {
        values.put(key, properties.getProperty(name));
      }
    }
    return values;
  }

  /**
   * Reads the values by their name in the environment.
   *
   * @param otherKeys keys under Millrace's prefix that belong to somebody else
   * @throws InvalidConfigException naming every problem, unknown keys among them
   */
  public static LocalRuntimeConfig from(Map<String, String> values, Set<String> otherKeys) {
    Reading reading = new Reading(values);
    Optional<MySqlUrl> url = reading.get(Setting.MYSQL_URL);
    Optional<String> user = reading.get(Setting.MYSQL_USER);
    Optional<String> password = reading.get(Setting.MYSQL_PASSWORD);
    Optional<MySqlAddress> address = url.map(parts -> parts.address(user, password));
    LocalRuntimeConfig config =
        new LocalRuntimeConfig(
            address,
            url.map(MySqlUrl::database).filter(name -> !name.isEmpty()).orElse(DEFAULT_DATABASE),
            reading.port(Setting.MYSQL_PORT),
            reading.get(Setting.KAFKA).or(() -> reading.get(Setting.KAFKA_BOOTSTRAP_SERVERS)),
            reading.port(Setting.KAFKA_PORT),
            reading.get(Setting.DATA).orElse(Path.of(".millrace")),
            reading.get(Setting.CACHE).orElseGet(CacheDirectory::defaultRoot),
            reading.get(Setting.DOCKER).orElse(true),
            reading.get(Setting.NEWEST_MYSQL).orElse(true));
    if (address.isPresent() && address.get().user().isEmpty()) {
      reading.refuse(Setting.MYSQL_URL.key(), "needs user=… in it, or " + Setting.MYSQL_USER.key());
    }
    reading.refuseUnknown(otherKeys);
    reading.finish();
    return config;
  }

  /** One pass over the values, which notes every problem it meets. */
  private record Reading(Map<String, String> values, List<ConfigProblem> problems) {

    Reading(Map<String, String> values) {
      this(new TreeMap<>(values), new ArrayList<>());
    }

    <T> Optional<T> get(Setting<T> setting) {
      String value = values.get(setting.key());
      if (value == null) {
        return Optional.empty();
      }
      Optional<T> parsed = setting.parser().apply(value);
      if (parsed.isEmpty()) {
        refuse(setting.key(), setting.rule());
      }
      return parsed;
    }

    OptionalInt port(Setting<Integer> setting) {
      return get(setting).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    void refuse(String key, String rule) {
      problems.add(new ConfigProblem(key, masked(key, values.getOrDefault(key, "")), rule));
    }

    private static String masked(String key, String value) {
      return key.endsWith("PASSWORD")
          ? "***"
          : value.replaceAll("password=[^&]*", "password=***").replaceAll(":[^:@/]*@", ":***@");
    }

    void refuseUnknown(Set<String> otherKeys) {
      List<String> known = Setting.ALL.stream().map(Setting::key).toList();
      for (String key : values.keySet()) {
        if (key.startsWith(PREFIX) && !known.contains(key) && !otherKeys.contains(key)) {
          refuse(key, "is no key of Millrace; there are " + String.join(", ", known));
        }
      }
    }

    void finish() {
      if (!problems.isEmpty()) {
        throw new InvalidConfigException(problems);
      }
    }
  }
}

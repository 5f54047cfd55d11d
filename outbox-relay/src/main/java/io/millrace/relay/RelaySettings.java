package io.millrace.relay;

import io.millrace.contract.Topics;
import io.millrace.relay.kafka.KafkaAccess;
import io.millrace.schema.TimePartitions.Width;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings by name, on their way to a {@link RelayConfig}. Collects all problems. */
final class RelaySettings {

  private static final String ENVIRONMENT_PREFIX = "MILLRACE_";
  private static final String KAFKA = "kafka.";

  /** Stands for a URL that is refused, so that the other settings are checked too. */
  private static final String PLACEHOLDER_URL = "jdbc:mysql://localhost/refused";

  private static final Set<String> KNOWN =
      Set.of(
          "mysql.url",
          "mysql.user",
          "mysql.password",
          "topics.prefix",
          "relay.name",
          "relay.owner",
          "relay.lease",
          "relay.heartbeat",
          "relay.batch.rows",
          "relay.batch.bytes",
          "relay.buffer.bytes",
          "relay.retention",
          "relay.partitions",
          "relay.republish.from");
  private static final Pattern OURS = Pattern.compile("(mysql|topics|relay)\\..*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Map<String, String> settings;
  private final List<String> problems = new ArrayList<>();

  RelaySettings(Map<String, String> settings) {
    this.settings = new TreeMap<>(settings);
  }

  static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX)) {
            String key = name.substring(ENVIRONMENT_PREFIX.length());
            settings.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return settings;
  }

  RelayConfig toConfig() {
    settings.keySet().stream()
        .filter(key -> OURS.matcher(key).matches() && !KNOWN.contains(key))
        .forEach(key -> problems.add("%s is not a setting of the relay".formatted(key)));
    RelayConfig config =
        new RelayConfig(
            mysql(),
            new KafkaAccess(
                kafkaProperties(),
                name("topics.prefix", Topics.DEFAULT_PREFIX),
                name("relay.name", "relay")),
            name("relay.owner", processName()),
            duration("relay.lease", "10s", Duration.ofSeconds(1), Duration.ofMinutes(5)),
            duration("relay.heartbeat", "5s", Duration.ofMillis(100), Duration.ofMinutes(5)),
            (int) number("relay.batch.rows", 2_000, 1, 100_000),
            number("relay.batch.bytes", 8L << 20, 1024, 1L << 30),
            number("relay.buffer.bytes", 64L << 20, 1024, 4L << 30),
            retention(),
            width(),
            republishFrom());
    if (!problems.isEmpty()) {
      throw new RelayConfigException(problems);
    }
    return config;
  }

  private MySqlAccess mysql() {
    String url = required("mysql.url");
    try {
      return new MySqlAccess(
          url.isEmpty() ? PLACEHOLDER_URL : url,
          settings.getOrDefault("mysql.user", ""),
          settings.getOrDefault("mysql.password", ""));
    } catch (IllegalArgumentException e) {
      problems.add("mysql.url %s".formatted(e.getMessage()));
      return new MySqlAccess(PLACEHOLDER_URL, "", "");
    }
  }

  private Map<String, String> kafkaProperties() {
    required(KAFKA + "bootstrap.servers");
    Map<String, String> properties = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(KAFKA)) {
            properties.put(key.substring(KAFKA.length()), value);
          }
        });
    return properties;
  }

  private String required(String key) {
    String value = settings.getOrDefault(key, "");
    if (value.isBlank()) {
      problems.add("%s is missing".formatted(key));
      return "";
    }
    return value;
  }

  private String name(String key, String otherwise) {
    String value = settings.getOrDefault(key, otherwise);
    if (!NAME.matcher(value).matches()) {
      problems.add(
          "%s may have letters, digits, '.', '_' and '-' only, up to 100 of them, not '%s'"
              .formatted(key, value));
    }
    return value;
  }

  private long number(String key, long otherwise, long least, long most) {
    String value = settings.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    problems.add(
        "%s has to be a number from %d to %d, not '%s'".formatted(key, least, most, value));
    return otherwise;
  }

  private Duration duration(String key, String otherwise, Duration least, Duration most) {
    String value = settings.getOrDefault(key, otherwise);
    Duration duration = parsed(value);
    if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      problems.add(
          "%s has to be a time from %s to %s such as %s, not '%s'"
              .formatted(key, text(least), text(most), otherwise, value));
      return least;
    }
    return duration;
  }

  private Duration retention() {
    String key = "relay.retention";
    return settings.getOrDefault(key, "").equals("off")
        ? Duration.ZERO
        : duration(key, "3d", Duration.ofHours(1), Duration.ofDays(3650));
  }

  private Width width() {
    String value = settings.getOrDefault("relay.partitions", "day");
    return switch (value) {
      case "day" -> Width.DAY;
      case "hour" -> Width.HOUR;
      default -> {
        problems.add("relay.partitions has to be day or hour, not '%s'".formatted(value));
        yield Width.DAY;
      }
    };
  }

  private OptionalLong republishFrom() {
    String key = "relay.republish.from";
    return settings.containsKey(key)
        ? OptionalLong.of(number(key, 0, 0, Long.MAX_VALUE))
        : OptionalLong.empty();
  }

  private static @Nullable Duration parsed(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String text(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toDays() > 0 ? duration.toDays() + "d" : duration.toSeconds() + "s";
  }

  private static String processName() {
    return "relay-%d-%s"
        .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));
  }
}

package io.millrace.engine;

import io.millrace.contract.Problem;
import io.millrace.contract.Topics;
import io.millrace.intake.LogLevel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks an engine's settings, collecting what is wrong instead of stopping at it. */
final class EngineConfigReader {

  private static final String ROOT = "millrace.";
  private static final String KAFKA = "kafka.";
  private static final String BOOTSTRAP = "kafka.bootstrap.servers";

  /** Groups of settings that an engine answers for; others belong to other processes. */
  private static final Set<String> GROUPS = Set.of("engine", "intake", "mysql", "topics");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?([a-zA-Z]*)");

  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms",
          Duration.ofMillis(1),
          "s",
          Duration.ofSeconds(1),
          "m",
          Duration.ofMinutes(1),
          "h",
          Duration.ofHours(1));

  private final Map<String, String> settings = new TreeMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  EngineConfigReader(Map<String, String> settings, Map<String, String> environment) {
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith("MILLRACE_")) {
            this.settings.put(settingOf(variable), value.strip());
          }
        });
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(ROOT)) {
            this.settings.put(name.substring(ROOT.length()), value.strip());
          }
        });
  }

  static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password") || lower.contains("secret") || lower.contains("jaas");
  }

  EngineConfig read() {
    EngineConfig config =
        new EngineConfig(
            name("engine.id", generatedId()),
            name("engine.hostname", hostname()),
            new EngineConfig.MySql(
                jdbcUrl(), settings.get("mysql.user"), settings.get("mysql.password")),
            kafka(),
            new EngineConfig.Topics(
                name("topics.prefix", Topics.DEFAULT_PREFIX),
                number("topics.partitions", Topics.DEFAULT_PARTITIONS, 1, 4096),
                number("topics.replication-factor", -1, -1, 100),
                choice("topics.create", Boolean.TRUE, Map.of("true", true, "false", false))),
            intake(),
            choice("engine.log-level", LogLevel.INFO, logLevels()),
            duration("engine.heartbeat-interval", "3s", "100ms", "1m"),
            duration("engine.dead-after", "30s", "1s", "1h"));
    known.addAll(Set.of("mysql.user", "mysql.password"));
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw new InvalidEngineConfig(problems);
    }
    return config;
  }

  private EngineConfig.Intake intake() {
    Duration lease = duration("intake.lease", "10s", "1s", "5m");
    return new EngineConfig.Intake(
        number("intake.threads", 1, 1, 256),
        number("intake.max-batch", 1_000, 1, 100_000),
        duration("intake.max-wait", "500ms", "1ms", "10s"),
        lease,
        duration("intake.session-timeout", "10s", "1s", "5m"),
        bytes("intake.cache", Runtime.getRuntime().maxMemory() / 4),
        duration("intake.timer-horizon", "10m", "10s", "24h"));
  }

  private String jdbcUrl() {
    String url = value("mysql.url", "");
    if (url.isEmpty()) {
      problem("mysql.url", "is required", "for example jdbc:mysql://localhost:3306/millrace");
    } else if (!url.startsWith("jdbc:mysql://")) {
      problem("mysql.url", "must start with jdbc:mysql://", null);
    }
    return url;
  }

  private Map<String, String> kafka() {
    Map<String, String> properties = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(KAFKA)) {
            properties.put(name.substring(KAFKA.length()), value);
          }
        });
    if (properties.getOrDefault("bootstrap.servers", "").isEmpty()) {
      problem(BOOTSTRAP, "is required", "for example localhost:9092");
    }
    return properties;
  }

  private String value(String setting, String otherwise) {
    known.add(setting);
    return settings.getOrDefault(setting, otherwise);
  }

  private String name(String setting, String otherwise) {
    String value = value(setting, otherwise);
    if (!NAME.matcher(value).matches()) {
      wrong(setting, "must be 1 to 100 letters, digits, '.', '_' or '-'", value);
    }
    return value;
  }

  private int number(String setting, int otherwise, int min, int max) {
    String value = value(setting, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    wrong(setting, "must be a number from %d to %d".formatted(min, max), value);
    return otherwise;
  }

  private long bytes(String setting, long otherwise) {
    String value = value(setting, Long.toString(otherwise));
    Matcher amount = AMOUNT.matcher(value);
    Long unit = amount.matches() ? BYTES.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      wrong(setting, "must be a size such as 256MiB", value);
      return otherwise;
    }
    return Long.parseLong(amount.group(1)) * unit;
  }

  private Duration duration(String setting, String otherwise, String min, String max) {
    String value = value(setting, otherwise);
    Duration length = duration(value);
    if (length == null || length.compareTo(parsed(min)) < 0 || length.compareTo(parsed(max)) > 0) {
      wrong(setting, "must be a time such as 500ms, from %s to %s".formatted(min, max), value);
      return parsed(otherwise);
    }
    return length;
  }

  private static Duration parsed(String text) {
    Duration length = duration(text);
    return length == null ? Duration.ZERO : length;
  }

  private static @Nullable Duration duration(String text) {
    Matcher amount = AMOUNT.matcher(text);
    Duration unit = amount.matches() ? TIMES.get(amount.group(2)) : null;
    return unit == null ? null : unit.multipliedBy(Long.parseLong(amount.group(1)));
  }

  private <T> T choice(String setting, T otherwise, Map<String, T> choices) {
    String value = settings.get(setting);
    known.add(setting);
    if (value == null) {
      return otherwise;
    }
    T chosen = choices.get(value.toLowerCase(Locale.ROOT));
    if (chosen == null) {
      wrong(setting, "must be one of " + new TreeSet<>(choices.keySet()), value);
      return otherwise;
    }
    return chosen;
  }

  private static Map<String, LogLevel> logLevels() {
    Map<String, LogLevel> levels = new HashMap<>();
    Arrays.stream(LogLevel.values()).forEach(level -> levels.put(level.code(), level));
    return levels;
  }

  private void refuseUnknown() {
    for (String setting : settings.keySet()) {
      String group = setting.contains(".") ? setting.substring(0, setting.indexOf('.')) : setting;
      if (GROUPS.contains(group) && !known.contains(setting)) {
        problem(setting, "is no setting of an engine", "docs/engine.md lists them");
      }
    }
  }

  private void wrong(String setting, String rule, String value) {
    problem(setting, rule + ", was \"" + value + "\"", null);
  }

  private void problem(String setting, String rule, @Nullable String hint) {
    problems.add(new Problem("invalid-setting", ROOT + setting, rule, hint));
  }

  /** Kafka's names have dots where ours have hyphens; one variable name stands for either. */
  private static String settingOf(String variable) {
    String lower = variable.substring(ROOT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    int groupEnd = lower.indexOf('.');
    return groupEnd < 0 || lower.startsWith(KAFKA)
        ? lower
        : lower.substring(0, groupEnd + 1) + lower.substring(groupEnd + 1).replace('.', '-');
  }

  private static String generatedId() {
    Function<Integer, String> hex = Integer::toHexString;
    return hostname()
        + "-"
        + ProcessHandle.current().pid()
        + "-"
        + hex.apply(ThreadLocalRandom.current().nextInt(0x1000000));
  }

  private static String hostname() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return NAME.matcher(name).matches() ? name : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

package io.millrace.worker;

import io.millrace.contract.Problem;
import io.millrace.contract.Topics;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and checks a worker's settings, collecting what is wrong instead of stopping at it. */
final class WorkerConfigReader {

  static final String ROOT = "millrace.";
  static final String KAFKA = ROOT + "kafka.";
  static final String EXECUTOR = ROOT + "executor.";

  private static final String BOOTSTRAP = KAFKA + "bootstrap.servers";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern CAPABILITY = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:,\\s\\[\\]]+):\\d{1,5}");
  private static final int MIB = 1024 * 1024;

  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, String> environment;
  private final Set<String> known = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>();

  WorkerConfigReader(Map<String, String> settings, Map<String, String> environment) {
    this.environment = environment;
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith("MILLRACE_") && !variable.startsWith(Secrets.VARIABLE)) {
            this.settings.put(settingOf(variable), value);
          }
        });
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(ROOT)) {
            this.settings.put(name, value.strip());
          }
        });
  }

  WorkerConfig read() {
    WorkerConfig config =
        new WorkerConfig(
            new KafkaAccess(below(KAFKA)),
            name("topics.prefix", Topics.DEFAULT_PREFIX),
            name("worker.id", generatedId()),
            name("worker.hostname", hostname()),
            names(
                "worker.executors",
                name -> NAME.matcher(name).matches(),
                "must be names of executors with commas between them"),
            names(
                "worker.capabilities",
                name -> CAPABILITY.matcher(name).matches(),
                "must be names with commas between them"),
            choice("worker.consumer", ConsumerKind.SHARE),
            number("worker.concurrency", 256, 1, 100_000),
            timing(),
            flag("topics.create", true),
            number("worker.max-output-bytes", MIB, 1024, 16 * MIB),
            number("worker.delivery-limit", 5, 2, 10),
            new Secrets(environment, file("worker.secrets-file")),
            below(EXECUTOR));
    requireBootstrap(config.kafka());
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw new InvalidWorkerConfig(problems);
    }
    return config;
  }

  private WorkerTiming timing() {
    WorkerTiming timing =
        new WorkerTiming(
            duration("worker.claim-after", Duration.ofMillis(25), Duration.ofSeconds(10)),
            duration("worker.started-after", Duration.ofMillis(500), Duration.ofHours(1)),
            duration("worker.heartbeat-interval", Duration.ofSeconds(5), Duration.ofMinutes(5)),
            duration("worker.dead-after", Duration.ofSeconds(15), Duration.ofHours(1)),
            duration("worker.drain-timeout", Duration.ofSeconds(30), Duration.ofHours(24)));
    if (timing.deadAfter().compareTo(timing.heartbeatInterval().multipliedBy(2)) < 0) {
      problem(
          ROOT + "worker.dead-after",
          "must be at least twice worker.heartbeat-interval (%s), was %s"
              .formatted(timing.heartbeatInterval(), timing.deadAfter()),
          "a single late heartbeat would otherwise pass for a death");
    }
    return timing;
  }

  private String name(String setting, String otherwise) {
    return value(
        setting,
        otherwise,
        text -> NAME.matcher(text).matches() ? text : null,
        "must be 1 to 100 letters, digits, '.', '_' or '-'");
  }

  private Set<String> names(String setting, Predicate<String> proper, String rule) {
    Set<String> none = Set.of();
    return value(
        setting,
        none,
        text -> {
          Set<String> names =
              Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
          return names.stream().allMatch(proper) ? names : null;
        },
        rule);
  }

  private ConsumerKind choice(String setting, ConsumerKind otherwise) {
    return value(
        setting,
        otherwise,
        text ->
            Arrays.stream(ConsumerKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null),
        "must be share or classic");
  }

  private boolean flag(String setting, boolean otherwise) {
    return value(
        setting,
        otherwise,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            },
        "must be true or false");
  }

  private int number(String setting, int otherwise, int min, int max) {
    return value(
        setting,
        otherwise,
        text -> {
          try {
            int number = Integer.parseInt(text);
            return number >= min && number <= max ? number : null;
          } catch (NumberFormatException e) {
            return null;
          }
        },
        "must be a whole number from " + min + " to " + max);
  }

  private Duration duration(String setting, Duration otherwise, Duration max) {
    return value(
        setting,
        otherwise,
        text -> {
          try {
            Duration duration =
                text.matches("\\d{1,12}")
                    ? Duration.ofMillis(Long.parseLong(text))
                    : Duration.parse(text);
            return duration.isNegative() || duration.compareTo(max) > 0 ? null : duration;
          } catch (DateTimeParseException e) {
            return null;
          }
        },
        "must be milliseconds or an ISO-8601 duration such as PT5S, at most " + max);
  }

  private Map<String, String> file(String setting) {
    Map<String, String> nothing = Map.of();
    return value(
        setting,
        nothing,
        text -> {
          Properties content = new Properties();
          try (Reader reader = Files.newBufferedReader(Path.of(text))) {
            content.load(reader);
          } catch (IOException | IllegalArgumentException e) {
            return null;
          }
          return content.stringPropertyNames().stream()
              .collect(Collectors.toMap(Function.identity(), content::getProperty));
        },
        "must name a properties file that can be read");
  }

  private <T> T value(
      String setting, T otherwise, Function<String, @Nullable T> parse, String rule) {
    String name = ROOT + setting;
    known.add(name);
    String text = settings.get(name);
    if (text == null) {
      return otherwise;
    }
    T value = parse.apply(text);
    if (value == null) {
      problem(name, rule + ", was \"" + text + "\"", null);
      return otherwise;
    }
    return value;
  }

  private Map<String, String> below(String prefix) {
    Map<String, String> found = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && name.length() > prefix.length()) {
            known.add(name);
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private void requireBootstrap(KafkaAccess kafka) {
    List<String> servers = List.of(kafka.bootstrapServers().split(",", -1));
    if (!servers.stream().allMatch(server -> SERVER.matcher(server.strip()).matches())) {
      problem(
          BOOTSTRAP,
          "must be one or more host:port with commas between them, was \""
              + kafka.bootstrapServers()
              + "\"",
          "give the addresses of the Kafka brokers");
    }
  }

  /** The parts of Millrace may share one environment: a worker answers for its own group only. */
  private void refuseUnknown() {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(known);
    unknown.removeIf(name -> !name.startsWith(ROOT + "worker."));
    for (String name : unknown) {
      problem(name, "is no setting of a worker", "docs/executors.md lists them");
    }
  }

  private void problem(String setting, String rule, @Nullable String hint) {
    problems.add(new Problem("invalid-setting", setting, rule, hint));
  }

  /** Kafka's names have dots where ours have hyphens; one variable name stands for either. */
  private static String settingOf(String variable) {
    String lower = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    if (lower.startsWith(KAFKA)) {
      return lower;
    }
    int groupEnd = lower.indexOf('.', ROOT.length());
    boolean executor = lower.startsWith(EXECUTOR);
    int nameEnd = executor ? lower.indexOf('.', EXECUTOR.length()) : groupEnd;
    return nameEnd < 0
        ? lower
        : lower.substring(0, nameEnd + 1) + lower.substring(nameEnd + 1).replace('.', '-');
  }

  private static String generatedId() {
    String random = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000000));
    String host = hostname();
    return host.substring(0, Math.min(host.length(), 60))
        + "-"
        + ProcessHandle.current().pid()
        + "-"
        + random;
  }

  private static String hostname() {
    try {
      // As engines do it: the same machine is to have the same name.
      String host = InetAddress.getLocalHost().getHostName();
      return NAME.matcher(host).matches() ? host : "localhost";
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

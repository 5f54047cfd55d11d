package io.millrace.app;

import io.millrace.cli.UsageError;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a part that runs alone is told its settings. */
final class PartOptions {

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "kafka.bootstrap.servers")
  private @Nullable String kafka;

  @Option(names = "--jdbc", paramLabel = "URL", description = "mysql.url")
  private @Nullable String jdbc;

  @Option(names = "--user", paramLabel = "USER", description = "mysql.user")
  private @Nullable String user;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as Java properties; weaker than options and -D.")
  private @Nullable Path file;

  @Option(
      names = "-D",
      paramLabel = "SETTING=VALUE",
      description = "A setting; docs/operations.md lists them. Stronger than MILLRACE_… variables.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--health-file",
      paramLabel = "FILE",
      description = "Written every two seconds while the part is healthy, for health checks.")
  @Nullable Path healthFile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /**
   * All that was given, by name.
   *
   * @param prefix what the names start with; those that were given without it get it
   */
  Map<String, String> settings(String prefix) {
    Map<String, String> given = fromFile();
    put(given, "kafka.bootstrap.servers", kafka);
    put(given, "mysql.url", jdbc);
    put(given, "mysql.user", user);
    given.putAll(settings);
    Map<String, String> all = new TreeMap<>();
    given.forEach((name, value) -> all.put(prefix + name.replaceFirst("^millrace\\.", ""), value));
    return all;
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null) {
      all.put(key, value);
    }
  }

  private Map<String, String> fromFile() {
    Map<String, String> all = new TreeMap<>();
    if (file != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new UsageError("--config: " + file + " cannot be read: " + e.getMessage());
      }
      properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    }
    return all;
  }
}

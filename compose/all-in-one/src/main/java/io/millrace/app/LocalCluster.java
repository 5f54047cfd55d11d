package io.millrace.app;

import io.millrace.cli.RuntimeFile;
import io.millrace.client.Addresses;
import io.millrace.client.ClientFault;
import io.millrace.contract.Topics;
import io.millrace.local.LocalRuntime;
import io.millrace.local.LocalRuntimeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Millrace on this machine: MySQL, Kafka, relay, engine and worker, each a process of its
 * own. What is tried here is what runs in production, and any of them can be killed: it is started
 * again, and the others go on.
 */
public final class LocalCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final Duration SHORT_LIFE = Duration.ofSeconds(5);

  /** How large the heaps of the parts may grow. */
  private static final Map<String, String> HEAPS =
      Map.of("relay", "256m", "engine", "512m", "worker", "256m");

  private final LocalRuntimeConfig config;
  private final LocalRuntime runtime;
  private final Map<String, String> settings;
  private final Consumer<String> progress;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, Long> startedAt = new TreeMap<>();
  private final Thread stopAtExit = new Thread(this::close, "stop-cluster");
  private volatile boolean closing;
  private boolean closed;
  private @Nullable Thread supervisor;

  /**
   * How many of each part; the second engine is called {@code engine-2}.
   *
   * @param relays one leads, the others stand by
   * @param engines they share the partitions
   * @param workers they share the tasks
   */
  public record Size(int relays, int engines, int workers) {

    /** One of each. */
    public static final Size ONE = new Size(1, 1, 1);

    List<String> names() {
      return Stream.of(names("relay", relays), names("engine", engines), names("worker", workers))
          .flatMap(names -> names)
          .toList();
    }

    private static Stream<String> names(String part, int count) {
      return IntStream.rangeClosed(1, count).mapToObj(i -> i == 1 ? part : part + "-" + i);
    }
  }

  private LocalCluster(
      LocalRuntimeConfig config,
      LocalRuntime runtime,
      Map<String, String> settings,
      Consumer<String> progress) {
    this.config = config;
    this.runtime = runtime;
    this.settings = Map.copyOf(settings);
    this.progress = progress;
  }

  /**
   * Starts everything and returns when it is ready to work.
   *
   * @param data whether data of earlier runs are kept
   * @param size how many of each part
   * @param settings of the parts, by their names as environment variables
   * @param progress is told what happens, one line each
   * @throws io.millrace.local.LocalRuntimeException if MySQL or Kafka cannot be had
   * @throws ClientFault if a part does not start
   */
  public static LocalCluster start(
      LocalRuntimeConfig config,
      LocalRuntime.Data data,
      Size size,
      Map<String, String> settings,
      Consumer<String> progress)
      throws InterruptedException {
    LocalRuntime runtime = LocalRuntime.startAsProcesses(config, data);
    LocalCluster cluster = new LocalCluster(config, runtime, settings, progress);
    // The parts need both servers to stop in an orderly way: MySQL and Kafka are to go last.
    runtime.leaveAtExit();
    Runtime.getRuntime().addShutdownHook(cluster.stopAtExit);
    try {
      runtime.descriptions().forEach(progress);
      cluster.createDatabase();
      for (String name : size.names()) {
        cluster.launch(name);
      }
      for (Part part : List.copyOf(cluster.parts.values())) {
        cluster.awaitReady(part);
      }
      cluster.writeRuntimeFile();
      cluster.supervisor =
          Thread.ofPlatform().name("supervisor").start(cluster::superviseUntilClosed);
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new ClientFault("cannot start on " + config.data() + ": " + e.getMessage(), e);
    } catch (RuntimeException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  /** Where it is. */
  public Addresses addresses() {
    return runtimeFile().addresses();
  }

  /**
   * The process of a part: relay, engine, worker, mysql or kafka.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public long pid(String part) {
    Long pid = pids().get(part);
    if (pid == null) {
      throw new IllegalArgumentException("no part of the cluster is called " + part);
    }
    return pid;
  }

  private void createDatabase() {
    try (Connection connection = DriverManager.getConnection(runtime.mySql().jdbcUrl(""));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"
              .formatted(config.database().replace("`", "``")));
    } catch (SQLException e) {
      throw new ClientFault(
          "cannot create the database %s: %s".formatted(config.database(), e.getMessage()), e);
    }
  }

  private void launch(String name) throws IOException {
    Map<String, String> environment = new TreeMap<>(settings);
    environment.put("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", runtime.kafka().bootstrapServers());
    environment.put("MILLRACE_MYSQL_URL", jdbcUrlWithoutCredentials());
    environment.put("MILLRACE_MYSQL_USER", runtime.mySql().user());
    environment.put("MILLRACE_MYSQL_PASSWORD", runtime.mySql().password());
    String command = name.replaceAll("-\\d+$", "");
    // A part that is started again under its old name takes back at once what it held.
    environment.put(command.equals("relay") ? "MILLRACE_RELAY_OWNER" : id(command), name);
    List<String> line = new ArrayList<>(List.of(command));
    if (command.equals("engine")) {
      line.addAll(List.of("--state", data().resolve("state").resolve(name).toString()));
    }
    Part part =
        Part.start(
            name, line, HEAPS.getOrDefault(command, "256m"), environment, data().resolve("logs"));
    synchronized (parts) {
      parts.put(name, part);
      startedAt.put(name, System.nanoTime());
    }
  }

  private static String id(String command) {
    return "MILLRACE_%s_ID".formatted(command.toUpperCase(Locale.ROOT));
  }

  private void awaitReady(Part part) throws InterruptedException {
    if (!part.awaitReady(START_LIMIT)) {
      Path log = data().resolve("logs").resolve(part.name() + ".log");
      throw new ClientFault(
          "the %s %s; its log is %s"
              .formatted(
                  part.name(),
                  part.alive()
                      ? "is not ready after " + START_LIMIT.toSeconds() + " s"
                      : "ended with exit code " + part.exit(),
                  log));
    }
  }

  private void superviseUntilClosed() {
    while (!closing) {
      try {
        Thread.sleep(LOOK_AGAIN);
        superviseServers();
        for (Part part : List.copyOf(parts.values())) {
          if (!closing && !part.alive()) {
            progress.accept(
                "%s ended with exit code %d; starting it again"
                    .formatted(part.name(), part.exit()));
            pauseIfShortLived(part.name());
            launch(part.name());
            writeRuntimeFile();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        progress.accept("could not be started again, trying on: " + e.getMessage());
      }
    }
  }

  private void superviseServers() throws IOException {
    if (!closing && ended(runtime.mySql().pid())) {
      progress.accept("MySQL ended; starting it again");
      runtime.mySql().restart();
      progress.accept("MySQL runs again");
      writeRuntimeFile();
    }
    if (!closing && ended(runtime.kafka().pid())) {
      progress.accept("Kafka ended; starting it again");
      runtime.kafka().restart();
      progress.accept("Kafka runs again");
      writeRuntimeFile();
    }
  }

  private static boolean ended(OptionalLong pid) {
    return pid.isPresent()
        && ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** A part that ends as soon as it starts is not helped by starting it ever faster. */
  private void pauseIfShortLived(String name) throws InterruptedException {
    long lived = System.nanoTime() - startedAt.getOrDefault(name, 0L);
    if (lived < SHORT_LIFE.toNanos()) {
      Thread.sleep(Duration.ofSeconds(1));
    }
  }

  private void writeRuntimeFile() throws IOException {
    runtimeFile().write(data());
  }

  private RuntimeFile runtimeFile() {
    return new RuntimeFile(
        runtime.kafka().bootstrapServers(),
        jdbcUrlWithoutCredentials(),
        runtime.mySql().user(),
        runtime.mySql().password(),
        Topics.DEFAULT_PREFIX,
        pids());
  }

  /** The process ids of all parts that are processes, by name; {@code dev} is this one. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new TreeMap<>();
    pids.put("dev", ProcessHandle.current().pid());
    runtime.mySql().pid().ifPresent(pid -> pids.put("mysql", pid));
    runtime.kafka().pid().ifPresent(pid -> pids.put("kafka", pid));
    synchronized (parts) {
      parts.forEach((name, part) -> pids.put(name, part.pid()));
    }
    return pids;
  }

  private String jdbcUrlWithoutCredentials() {
    return runtime
        .mySql()
        .jdbcUrl(config.database())
        .replaceAll("(?<=[?&])(user|password)=[^&]*&?", "")
        .replaceAll("[?&]$", "");
  }

  private Path data() {
    return config.data();
  }

  /** Stops everything, the servers last; data stay. Does nothing the second time. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    stopSupervisor();
    try {
      Files.deleteIfExists(RuntimeFile.in(data()));
    } catch (IOException e) {
      progress.accept("runtime.json stays: " + e.getMessage());
    }
    synchronized (parts) {
      parts.values().parallelStream().forEach(Part::close);
    }
    runtime.close();
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      LOG.debug("This JVM is ending, and its hooks run already");
    }
  }

  private void stopSupervisor() {
    if (supervisor == null) {
      return;
    }
    supervisor.interrupt();
    try {
      supervisor.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

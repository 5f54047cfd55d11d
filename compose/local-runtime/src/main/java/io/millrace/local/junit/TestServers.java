package io.millrace.local.junit;

import io.millrace.local.Durability;
import io.millrace.local.KafkaSettings;
import io.millrace.local.LocalKafka;
import io.millrace.local.LocalMySql;
import io.millrace.local.LocalRuntimeConfig;
import io.millrace.local.LocalRuntimeException;
import io.millrace.local.MySqlSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of one test JVM, each started when it is first asked for. */
final class TestServers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TestServers.class);

  private final LocalRuntimeConfig config = LocalRuntimeConfig.fromSystem();
  private final ScratchDirectory scratch = new ScratchDirectory();
  private final Map<MySqlKind, Start> mySql = new HashMap<>();
  private @Nullable LocalKafka kafka;

  /** What tells one MySQL from another. */
  record MySqlKind(MySqlVersion version, Durability durability) {}

  /** An attempt to start a server; one that failed is not tried again by every test class. */
  private sealed interface Start {

    record Done(LocalMySql server) implements Start {}

    record Failed(LocalRuntimeException why) implements Start {}
  }

  /**
   * The server of that kind.
   *
   * @throws LocalRuntimeException when there is none
   */
  LocalMySql mySql(MySqlKind kind) {
    return switch (started(kind)) {
      case Start.Done done -> done.server();
      case Start.Failed failed -> throw failed.why();
    };
  }

  /** Why there is no server of that kind, unless there is one. */
  Optional<String> obstacle(MySqlKind kind) {
    return switch (started(kind)) {
      case Start.Done done -> Optional.empty();
      case Start.Failed failed -> Optional.ofNullable(failed.why().getMessage());
    };
  }

  private synchronized Start started(MySqlKind kind) {
    return mySql.computeIfAbsent(kind, this::start);
  }

  private Start start(MySqlKind kind) {
    MySqlSettings settings =
        MySqlSettings.in(scratch.resolve("mysql-" + kind.version() + "-" + kind.durability()))
            .withDurability(kind.durability());
    try {
      LocalMySql server = kind.version().start(config, settings);
      LOG.info("{}", server.description());
      return new Start.Done(server);
    } catch (LocalRuntimeException e) {
      return new Start.Failed(e);
    }
  }

  synchronized LocalKafka kafka() {
    LocalKafka started = kafka;
    if (started == null) {
      started = LocalKafka.start(config, KafkaSettings.in(scratch.resolve("kafka")));
      LOG.info("{}", started.description());
      kafka = started;
    }
    return started;
  }

  /** Ends the servers and deletes their data. */
  @Override
  public synchronized void close() {
    for (Start start : mySql.values()) {
      if (start instanceof Start.Done done) {
        end(done.server());
      }
    }
    if (kafka != null) {
      kafka.close();
    }
    scratch.delete();
  }

  /** Data that are thrown away need not be written out first. */
  private static void end(LocalMySql server) {
    if (server.pid().isPresent()) {
      server.kill();
    }
    server.close();
  }
}

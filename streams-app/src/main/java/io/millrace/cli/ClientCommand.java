package io.millrace.cli;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.client.Addresses;
import io.millrace.client.Arrivals;
import io.millrace.client.KafkaLog;
import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.jdbc.ConnectionPool;
import io.millrace.jdbc.JdbcRunner;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that talk to a Millrace have in common. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
abstract class ClientCommand implements Callable<Integer> {

  /** The work was done, and what it was about went well. */
  static final int OK = 0;

  /** The work failed. */
  static final int FAILED = 1;

  @Spec CommandSpec spec;

  @Mixin TargetOptions target;

  @Option(names = "--json", description = "Print JSON, for programs.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /** A Millrace within reach, for the time of one command. */
  record Session(Addresses addresses, KafkaLog log, JdbcRunner runner, Clock clock) {
    String prefix() {
      return addresses.prefix();
    }

    /** Looks for an instance, and once more if its start event had yet to be taken in. */
    <T> Optional<T> find(InstanceId id, Supplier<Optional<T>> look) {
      Optional<T> found = look.get();
      return found.isEmpty() && new Arrivals(log, runner, prefix()).await(id) ? look.get() : found;
    }
  }

  @Override
  public final Integer call() {
    check();
    Addresses addresses = target.addresses();
    try (HikariDataSource pool =
            ConnectionPool.open(
                addresses.jdbcUrl(),
                addresses.user(),
                addresses.password(),
                "client",
                connections());
        KafkaLog log = new KafkaLog(addresses.kafka())) {
      return run(new Session(addresses, log, new JdbcRunner(pool), Clock.systemUTC()));
    }
  }

  /**
   * Looks at what was given before anything is connected to.
   *
   * @throws UsageError if it cannot be used
   */
  void check() {}

  /** How many connections to MySQL it uses at once. */
  int connections() {
    return 1;
  }

  /** Does the work and returns the exit code. */
  abstract int run(Session session);

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final void print(Object document) {
    out().println(Json.text(document));
  }

  final void complain(String sentence) {
    spec.commandLine().getErr().println(sentence);
  }
}

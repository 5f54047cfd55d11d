package io.millrace.cli;

import io.millrace.client.Addresses;
import io.millrace.contract.InvalidField;
import io.millrace.contract.Topics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Millrace a command is about. */
final class TargetOptions {

  private static final String PASSWORD_VARIABLE = "MILLRACE_MYSQL_PASSWORD";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".millrace",
      description = "Data directory of a running `millrace dev` (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  Path data;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Kafka to use instead of the one in the data directory.")
  @Nullable String kafka;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description = "JDBC URL of the database to use instead of the one in the data directory.")
  @Nullable String jdbc;

  @Option(names = "--user", paramLabel = "USER", description = "The database's user.")
  @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      arity = "0..1",
      interactive = true,
      description =
          "The user's password; asked for if the option has no value (default: the variable "
              + PASSWORD_VARIABLE
              + ").")
  @Nullable String password;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "What the names of all topics start with (default: millrace).")
  @Nullable String prefix;

  Addresses addresses() {
    try {
      return named();
    } catch (InvalidField e) {
      throw new UsageError(e);
    }
  }

  private Addresses named() {
    if (kafka != null && jdbc != null) {
      if (!jdbc.startsWith("jdbc:mysql:")) {
        throw new UsageError(
            "--jdbc must be a URL such as jdbc:mysql://localhost:3306/millrace, was '"
                + jdbc
                + "'");
      }
      return new Addresses(
          kafka,
          jdbc,
          user,
          password == null ? System.getenv(PASSWORD_VARIABLE) : password,
          prefix == null ? Topics.DEFAULT_PREFIX : prefix);
    }
    if (kafka != null || jdbc != null) {
      throw new UsageError("--kafka and --jdbc belong together: give both, or neither");
    }
    Addresses found = RuntimeFile.read(data).addresses();
    return prefix == null
        ? found
        : new Addresses(found.kafka(), found.jdbcUrl(), found.user(), found.password(), prefix);
  }
}

package io.millrace.client;

import io.millrace.contract.Fields;
import io.millrace.contract.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Where a Millrace is.
 *
 * @param kafka the Kafka cluster's {@code bootstrap.servers}
 * @param jdbcUrl the JDBC URL of its database
 * @param user the database's user, or null if the URL has it
 * @param password the user's password, or null if the URL has it or none is needed
 * @param prefix what the names of all topics start with
 */
public record Addresses(
    String kafka, String jdbcUrl, @Nullable String user, @Nullable String password, String prefix) {

  /** Checks the fields. */
  public Addresses {
    Fields.present("kafka", kafka);
    Fields.present("jdbcUrl", jdbcUrl);
    Topics.checkPrefix(prefix);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Kafka " + kafka + ", MySQL " + jdbcUrl.replaceAll("password=[^&]*", "password=***");
  }
}

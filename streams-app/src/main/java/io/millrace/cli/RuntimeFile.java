package io.millrace.cli;

import io.millrace.client.Addresses;
import io.millrace.client.ClientFault;
import io.millrace.contract.Fields;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a running {@code millrace dev} tells of itself in its data directory, so that other commands
 * find it.
 *
 * @param kafka the Kafka cluster's {@code bootstrap.servers}
 * @param jdbcUrl the JDBC URL of the database, without the credentials
 * @param user the database's user
 * @param password the user's password
 * @param prefix what the names of all topics start with
 * @param pids the process ids of the parts, by their names
 */
public record RuntimeFile(
    String kafka,
    String jdbcUrl,
    String user,
    String password,
    @Nullable String prefix,
    Map<String, Long> pids) {

  private static final String NAME = "runtime.json";

  /** Checks the fields. */
  public RuntimeFile {
    Fields.present("kafka", kafka);
    Fields.present("jdbcUrl", jdbcUrl);
    Fields.present("user", user);
    Fields.present("password", password);
    pids = pids == null ? Map.of() : new TreeMap<>(pids);
  }

  /** Where the file is. */
  public static Path in(Path data) {
    return data.resolve(NAME);
  }

  /**
   * Reads it.
   *
   * @throws ClientFault if there is none, or it cannot be read; the message says what to do
   */
  public static RuntimeFile read(Path data) {
    Path file = in(data);
    try {
      return Json.read(Files.readAllBytes(file), RuntimeFile.class);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ClientFault(
          "no Millrace runs on %s: start one with `millrace dev --data %s`, or say where one is with --kafka and --jdbc"
              .formatted(data, data),
          e);
    } catch (IOException | MalformedMessage e) {
      throw new ClientFault(
          "%s cannot be read: %s; start `millrace dev` again to have it written anew"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Writes it, such that nobody ever reads half of it; only the owner may read it. */
  public void write(Path data) throws IOException {
    Path temporary = Files.createTempFile(data, NAME, ".tmp");
    Files.writeString(temporary, Json.pretty(this) + "\n");
    Files.move(
        temporary, in(data), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The addresses in it. */
  public Addresses addresses() {
    return new Addresses(
        kafka, jdbcUrl, user, password, prefix == null ? Topics.DEFAULT_PREFIX : prefix);
  }
}

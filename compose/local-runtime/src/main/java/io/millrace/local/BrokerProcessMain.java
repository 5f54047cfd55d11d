package io.millrace.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The main class of a broker process: runs until SIGTERM, or until its parent is gone. */
final class BrokerProcessMain {

  private BrokerProcessMain() {}

  static Path propertiesFileIn(Path directory) {
    return directory.resolve("server.properties");
  }

  /** Exists as soon as the broker serves clients. */
  static Path readyFileIn(Path directory) {
    return directory.resolve("ready");
  }

  /**
   * Runs a broker.
   *
   * @param args the broker's directory, with its properties in it
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    InProcessBroker broker = InProcessBroker.start(properties(directory), directory);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop-kafka"));
    Files.createFile(readyFileIn(directory));
    awaitEndOf(System.in);
    System.exit(0);
  }

  private static Map<String, String> properties(Path directory) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(propertiesFileIn(directory))) {
      properties.load(reader);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  /** Only the parent holds the other end: it ends with the parent, however that one ends. */
  private static void awaitEndOf(InputStream parent) throws IOException {
    parent.transferTo(OutputStream.nullOutputStream());
  }
}

package io.millrace.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Runs a worker by itself: {@code WorkerMain [FILE.properties]}, or settings in the environment.
 */
public final class WorkerMain {

  private static final int WRONG_USE = 2;

  private WorkerMain() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    Worker worker;
    try {
      worker = Worker.start(WorkerConfig.of(settings(arguments)));
    } catch (InvalidWorkerConfig e) {
      e.problems().forEach(problem -> System.err.println(problem));
      System.exit(WRONG_USE);
      return;
    } catch (IOException e) {
      PrintStream err = System.err;
      err.println("cannot read the settings: " + e.getMessage());
      System.exit(WRONG_USE);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "millrace-worker-stop"));
    worker.awaitStopped();
  }

  private static Map<String, String> settings(String[] arguments) throws IOException {
    Properties properties = new Properties();
    for (String file : arguments) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      }
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    return settings;
  }
}

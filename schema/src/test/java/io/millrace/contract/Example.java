package io.millrace.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A golden example: a file {@code <type>.json} or {@code <type>+<variant>.json}. It must be
 * readable for ever.
 *
 * @param name the file's name without its ending
 * @param type the type of message
 * @param message the content
 */
record Example(String name, MessageType type, JsonNode message) {

  private static final Path FOLDER = Path.of("src/test/resources/contract/examples");

  static List<Example> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Example::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Example named(String name) {
    return read(FOLDER.resolve(name + ".json"));
  }

  /** The message on one line, as Millrace writes it. */
  String text() {
    return Json.text(message);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Example read(Path file) {
    try {
      String name = file.getFileName().toString().replaceAll("\\.json$", "");
      String type = name.replaceAll("\\+.*$", "");
      return new Example(name, MessageType.named(type), Json.tree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

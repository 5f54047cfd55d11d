package io.millrace.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The example definitions of the test resources, loaded. */
final class Definitions {

  private Definitions() {}

  static Loaded load(String name) {
    try (InputStream in = Definitions.class.getResourceAsStream("/definitions/" + name)) {
      return new DefinitionLoader().load(Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A definition from a text in which single quotes stand for double quotes. */
  static WorkflowDefinition parse(String json) {
    return new DefinitionLoader().load(json.replace('\'', '"')).definition();
  }
}

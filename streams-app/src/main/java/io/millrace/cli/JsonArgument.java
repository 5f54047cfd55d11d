package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** JSON on the command line, or in a file that {@code @} names. */
final class JsonArgument {

  private JsonArgument() {}

  /** An object; absent is empty. */
  static ObjectNode object(String option, @Nullable String argument) {
    if (argument == null) {
      return Json.mapper().createObjectNode();
    }
    if (value(option, argument) instanceof ObjectNode object) {
      return object;
    }
    throw new UsageError(option + " must be a JSON object such as '{\"orderId\": 7}'");
  }

  /** Any value; absent is null. */
  static JsonNode value(String option, @Nullable String argument) {
    if (argument == null) {
      return Json.mapper().nullNode();
    }
    try {
      return argument.startsWith("@")
          ? Json.read(Files.readAllBytes(Path.of(argument.substring(1))), JsonNode.class)
          : Json.tree(argument);
    } catch (MalformedMessage e) {
      throw new UsageError(option + " " + e.rule());
    } catch (IOException e) {
      throw new UsageError(
          option + ": there is no file " + argument.substring(1) + " that can be read", e);
    }
  }
}

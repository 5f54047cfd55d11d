package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes every field of every example away and puts every kind of value in its place. The decoder
 * and the schema must agree on each, and the decoder must name the place.
 */
class MutationTest {

  private static final Schemas SCHEMAS = new Schemas();

  private static final List<JsonNode> VALUES =
      Stream.of(
              "null",
              "true",
              "[]",
              "{}",
              "[null]",
              "[5]",
              "[\"\"]",
              "{\"code\":\"\"}",
              "\"\"",
              "\" \"",
              "\"mutated\"",
              "\"two\\nlines\"",
              "\"NUL\\u0000\"",
              "\"5\"",
              quoted("x".repeat(255)),
              quoted("x".repeat(256)),
              quoted("\uD83D\uDE00".repeat(255)),
              quoted("\uD83D\uDE00".repeat(256)),
              quoted("x".repeat(16_000)),
              quoted("x".repeat(16_001)),
              quoted("0".repeat(64)),
              quoted("0".repeat(63) + "G"),
              "\"2026-01-31T10:00:00Z\"",
              "\"2026-01-31T11:00:00.123456789+01:00\"",
              "\"2026-01-31T10:00Z\"",
              "\"2026-02-30T10:00:00Z\"",
              "\"2026-01-31\"",
              "\"1969-12-31T23:59:59Z\"",
              "\"1970-01-01T00:00:00Z\"",
              "\"9999-12-31T23:59:59Z\"",
              "\"+10000-01-01T00:00:00Z\"",
              "\"completed\"",
              "\"COMPLETED\"",
              "\"active\"",
              "\"task\"",
              "-1",
              "0",
              "1",
              "2",
              "100",
              "101",
              "1.5",
              "2147483647",
              "2147483648",
              "9007199254740991",
              "9007199254740992",
              "9223372036854775807",
              "9223372036854775808")
          .map(Json::tree)
          .toList();

  static Stream<Arguments> fields() {
    return Example.all().stream()
        .flatMap(
            example ->
                SchemaNode.at(SCHEMAS, example.type().schema()).fields(example.message()).stream()
                    .map(field -> Arguments.of(example, field)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void shouldAgreeWithTheSchemaWhenAFieldIsTakenAway(Example example, SchemaNode.Field field) {
    String mutant = mutant(example, field, MissingNode.getInstance());

    assertThat(refusedBySchema(example, mutant)).isEqualTo(field.required());
    assertThat(pointerOfRefusal(example, mutant))
        .isEqualTo(field.required() ? field.pointer() : null);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void shouldAgreeWithTheSchemaWhenAFieldHasAnotherValue(Example example, SchemaNode.Field field) {
    for (JsonNode value : VALUES) {
      String mutant = mutant(example, field, value);
      String pointer = pointerOfRefusal(example, mutant);

      assertThat(pointer != null)
          .as("refused by the decoder, as the schema does: %s", mutant)
          .isEqualTo(refusedBySchema(example, mutant));
      if (pointer != null) {
        assertThat(pointer).as(mutant).matches(placeOf(field, value));
      }
    }
  }

  /** A container of the right kind may be wrong inside. */
  private static String placeOf(SchemaNode.Field field, JsonNode value) {
    boolean rightKind =
        field.schema().types().contains(value.getNodeType().name().toLowerCase(Locale.ROOT));
    return Pattern.quote(field.pointer())
        + (value.isContainerNode() && rightKind && !value.isEmpty() ? "(/.+)?" : "")
        + (value.isObject() && rightKind && value.isEmpty() ? "/.+" : "");
  }

  private static boolean refusedBySchema(Example example, String mutant) {
    return !SCHEMAS.problems(example.type().schema(), mutant).isEmpty();
  }

  private static @Nullable String pointerOfRefusal(Example example, String mutant) {
    try {
      Json.read(mutant, example.type().family());
      return null;
    } catch (MalformedMessage e) {
      return e.pointer();
    }
  }

  private static String mutant(Example example, SchemaNode.Field field, JsonNode value) {
    JsonNode message = example.message().deepCopy();
    JsonPointer pointer = JsonPointer.compile(field.pointer());
    ObjectNode parent = (ObjectNode) message.at(pointer.head());
    String name = pointer.last().getMatchingProperty();
    if (value.isMissingNode()) {
      parent.remove(name);
    } else {
      parent.set(name, value);
    }
    return Json.text(message);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

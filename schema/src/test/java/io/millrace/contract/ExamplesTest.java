package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each type of message has golden examples, which show every field and are read for ever. */
class ExamplesTest {

  static final List<MessageType> TYPES = MessageType.all();
  static final List<Example> EXAMPLES = Example.all();

  private static final Schemas SCHEMAS = new Schemas();

  @ParameterizedTest
  @FieldSource("TYPES")
  void shouldShowEveryFieldWhenTheExamplesOfARecordAreTakenTogether(MessageType type) {
    TreeSet<String> shown = new TreeSet<>();
    EXAMPLES.stream()
        .filter(example -> example.type().record() == type.record())
        .forEach(example -> example.message().fieldNames().forEachRemaining(shown::add));

    assertThat(EXAMPLES).extracting(Example::type).contains(type);
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(SchemaNode.at(SCHEMAS, type.schema()).properties());
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void shouldGiveBackTheSameTextWhenDecodedAndEncoded(Example example) {
    Object decoded = Json.read(example.text(), example.type().family());

    assertThat(decoded).isInstanceOf(example.type().record());
    assertThat(Json.text(decoded)).isEqualTo(example.text());
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void shouldPassItsSchemaWhenEncoded(Example example) {
    assertThat(SCHEMAS.problems(example.type().schema(), example.text())).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void shouldReadTheSameWhenALaterVersionAddsAField(Example example) {
    JsonNode later = example.message().deepCopy();
    later.<ObjectNode>require().putObject("addedLater").put("x", 1);

    assertThat(Json.read(later, example.type().family()))
        .isEqualTo(Json.read(example.message(), example.type().family()));
    assertThat(SCHEMAS.problems(example.type().schema(), Json.text(later))).isEmpty();
  }
}

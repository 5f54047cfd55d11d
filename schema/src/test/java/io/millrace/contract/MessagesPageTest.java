package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.message.Start;
import io.millrace.contract.message.Transition;
import io.millrace.contract.message.TransitionCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@code docs/messages.md} shows can be sent as it stands there. */
class MessagesPageTest {

  private static final Path FILE = Path.of("../docs/messages.md");
  private static final String PAGE = page();
  private static final Schemas SCHEMAS = new Schemas();

  static final List<JsonNode> EXAMPLES = matches("(?s)```json\n(.*?)```").map(Json::tree).toList();
  static final List<String> LINES = matches("(?m)^ {4}> (\\{.*})$").toList();
  static final List<String> LINKS = matches("\\]\\(([^)#]+)\\)").toList();
  static final List<MessageType> TYPES = MessageType.all();

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void shouldBeReadAndWrittenBackWhenShown(JsonNode example) {
    MessageType type = MessageType.named(example.path("type").asText());

    assertThat(Json.text(Json.read(example, type.family()))).isEqualTo(Json.text(example));
    assertThat(SCHEMAS.problems(type.schema(), Json.text(example))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void shouldStartAWorkflowWhenTypedIntoAConsoleProducer(String line) {
    assertThat(Json.read(line, Start.class).workflow()).isNotBlank();
    assertThat(SCHEMAS.problems("start.schema.json", line)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void shouldShowAnExampleOrNameTheEventWhenATypeExists(MessageType type) {
    boolean shown = EXAMPLES.stream().anyMatch(e -> e.path("type").asText().equals(type.name()));

    assertThat(shown || PAGE.contains("`" + type.name() + "`")).as(type.name()).isTrue();
  }

  @Test
  void shouldShowATransitionWithItsTrueHashWhenItTeachesTheRule() {
    JsonNode transition =
        EXAMPLES.stream()
            .filter(example -> example.path("type").asText().equals(Transition.TYPE))
            .findFirst()
            .orElseThrow();

    assertThat(TransitionCodec.open(Json.bytes(transition)).hash())
        .isEqualTo(transition.path("hash").asText());
  }

  @Test
  void shouldNameEveryTopicAndHeaderWhenItListsThem() {
    assertThat(Topics.all())
        .allSatisfy(topic -> assertThat(PAGE).contains("`" + topic.name("millrace") + "`"));
    assertThat(List.of(CloudEvents.ID, CloudEvents.TYPE, CloudEvents.TRACE_PARENT))
        .allSatisfy(header -> assertThat(PAGE).contains("`" + header + "`"));
  }

  @ParameterizedTest
  @FieldSource("LINKS")
  void shouldLeadSomewhereWhenItLinks(String link) {
    assertThat(FILE.resolveSibling(link)).exists();
  }

  @Test
  void shouldSayWhichFieldsAreRequiredWhenItShowsAStart() {
    ObjectNode least = Json.mapper().createObjectNode().put("workflow", "order");

    assertThat(SchemaNode.at(SCHEMAS, "start.schema.json").required()).containsExactly("workflow");
    assertThat(Json.read(least, Start.class).input()).isEmpty();
  }

  private static Stream<String> matches(String pattern) {
    return Pattern.compile(pattern).matcher(PAGE).results().map(found -> found.group(1));
  }

  private static String page() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

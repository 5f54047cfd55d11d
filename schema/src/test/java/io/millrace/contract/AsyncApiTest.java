package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.contract.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The AsyncAPI document says what the code does. */
class AsyncApiTest {

  private static final String FOLDER = "io/millrace/contract/";
  private static final JsonNode DOCUMENT = Schemas.resource(FOLDER + "asyncapi.json");
  private static final Schemas SCHEMAS = new Schemas();

  static Stream<Topic<?, ?>> topics() {
    Topic<?, ?> capable = Topics.tasks(new TaskTopic("{executor}", List.of("CAPABILITIES")));
    Topic<?, ?> shown =
        new Topic<>(
            capable.suffix().replace("CAPABILITIES", "{capabilities}"),
            capable.keys(),
            capable.values(),
            capable.layout(),
            capable.retention(),
            capable.compacted());
    return Stream.concat(Topics.all().stream(), Stream.of(Topics.tasks("{executor}"), shown));
  }

  static Stream<MessageType> types() {
    return MessageType.all().stream().filter(type -> type.family() != Event.class);
  }

  static Stream<Arguments> examples() {
    return elements(DOCUMENT.at("/components/messages"))
        .flatMap(
            message ->
                elements(message.path("examples"))
                    .map(
                        example ->
                            Arguments.of(
                                example.path("name").asText(),
                                message.path("name").asText(),
                                example.path("payload"))));
  }

  @Test
  void shouldBeAsyncApiWhenHeldAgainstItsMetaSchema() {
    JsonNode metaSchema = Schemas.resource("contract/asyncapi/asyncapi-3.0.0.schema.json");

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(metaSchema)
                .validate(Json.text(DOCUMENT), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void shouldResolveWhenAnythingIsReferred() {
    List<JsonNode> references = DOCUMENT.findValues("$ref");

    assertThat(references).hasSizeGreaterThan(50);
    assertThat(references).allSatisfy(ref -> assertThat(resolved(ref.asText())).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldHaveTheSameSettingsWhenATopicIsAChannel(Topic<?, ?> topic) {
    JsonNode kafka = channel(topic).at("/bindings/kafka");
    Map<String, String> config = new TreeMap<>();
    kafka
        .path("topicConfiguration")
        .properties()
        .forEach(
            setting ->
                config.put(
                    setting.getKey(),
                    setting.getValue().isArray()
                        ? setting.getValue().path(0).asText()
                        : setting.getValue().asText()));

    assertThat(kafka.path("partitions").asInt())
        .isEqualTo(topic.partitions(Topics.DEFAULT_PARTITIONS));
    assertThat(config).containsExactlyInAnyOrderEntriesOf(topic.config());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldListTheTypesThatItsSerdeReadsWhenATopicIsAChannel(Topic<?, ?> topic) {
    if (topic.values() instanceof JsonSerde<?> serde) {
      assertThat(messagesOf(channel(topic)))
          .containsExactlyInAnyOrderElementsOf(
              types()
                  .filter(type -> type.family() == serde.type())
                  .map(MessageType::name)
                  .toList());
    } else {
      assertThat(messagesOf(channel(topic))).hasSize(1);
    }
  }

  @Test
  void shouldHaveNoOtherChannelsWhenAllTopicsAreFound() {
    assertThat(elements(DOCUMENT.path("channels")).map(c -> c.path("address").asText()))
        .containsExactlyInAnyOrderElementsOf(
            topics().map(topic -> topic.name("{prefix}")).toList());
    assertThat(DOCUMENT.at("/components/parameters/prefix/default").asText())
        .isEqualTo(Topics.DEFAULT_PREFIX);
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldReferToTheTypesSchemaWhenItIsAMessage(MessageType type) {
    JsonNode message = message(type.name());

    assertThat(message.at("/payload/schema/$ref").asText()).isEqualTo("schemas/" + type.schema());
    assertThat(message.path("examples")).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void shouldPassSchemaAndDecoderWhenItIsAnExample(String name, String type, JsonNode payload) {
    MessageType known = MessageType.named(type);

    assertThat(SCHEMAS.problems(known.schema(), Json.text(payload))).isEmpty();
    assertThat(Json.text(Json.read(payload, known.family()))).isEqualTo(Json.text(payload));
    assertThat(payload.path("type").asText()).isEqualTo(type);
  }

  @Test
  void shouldDescribeTheHeadersThatAreWrittenWhenMillraceIsTheSender() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    List<String> described = names(DOCUMENT.at("/components/schemas/Headers/properties"));
    List<String> required =
        elements(DOCUMENT.at("/components/schemas/AllHeaders/allOf/1/required"))
            .map(JsonNode::asText)
            .toList();

    assertThat(headers(trace).keySet()).containsExactlyInAnyOrderElementsOf(described);
    assertThat(headers(null).keySet()).containsExactlyInAnyOrderElementsOf(required);
  }

  @Test
  void shouldTellWhoActsWhenAChannelExists() {
    assertThat(
            elements(DOCUMENT.path("operations"))
                .map(operation -> operation.at("/channel/$ref").asText())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            names(DOCUMENT.path("channels")).stream().map(name -> "#/channels/" + name).toList());
  }

  private static Map<String, String> headers(@Nullable String trace) {
    return CloudEvents.headers("7-1", "workflow.completed", "/millrace", Instant.EPOCH, trace);
  }

  private static JsonNode channel(Topic<?, ?> topic) {
    return elements(DOCUMENT.path("channels"))
        .filter(channel -> channel.path("address").asText().equals(topic.name("{prefix}")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no channel for " + topic.suffix()));
  }

  private static List<String> messagesOf(JsonNode channel) {
    return elements(channel.path("messages"))
        .map(message -> resolved(message.path("$ref").asText()).path("name").asText())
        .toList();
  }

  private static JsonNode message(String name) {
    return elements(DOCUMENT.at("/components/messages"))
        .filter(message -> message.path("name").asText().equals(name))
        .collect(Collectors.collectingAndThen(Collectors.toList(), found -> found.get(0)));
  }

  private static JsonNode resolved(String reference) {
    if (reference.startsWith("#")) {
      return DOCUMENT.at(reference.substring(1));
    }
    assertThat(reference).startsWith("schemas/");
    return SCHEMAS.at(reference.substring("schemas/".length()));
  }

  private static Stream<JsonNode> elements(JsonNode container) {
    return StreamSupport.stream(container.spliterator(), false);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}

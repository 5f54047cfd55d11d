package io.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.OwnMessages;
import io.millrace.contract.message.Task;
import io.millrace.contract.message.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever {@link OwnJson} takes, the other way reads in the same way; and it takes whatever
 * Millrace writes.
 */
class OwnJsonTest {

  private static final long SEED = 20260131;

  /** A text in which each character may do harm. */
  private static final String SPLINTERS =
      "{}[]\",:\\ \n\0-+.0123eEtfnu\u00FC\uD83D\uDE00typeatnull";

  static final List<Example> EXAMPLES =
      Example.all().stream()
          .filter(
              example ->
                  example.type().family() == Transition.class
                      || example.type().family() == Task.class)
          .toList();

  /** Every record that has a reader: the messages, and each event, in a transition. */
  static Stream<Class<?>> messages() {
    Stream<Class<?>> events =
        Stream.of(Event.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value);
    return Stream.concat(events, Stream.of(Task.class, Transition.class));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldTakeWhateverMillraceWrites(Class<?> record) {
    RandomRecords random = new RandomRecords(SEED);
    for (int i = 0; i < 100; i++) {
      Object message = message(record, random);
      byte[] json = Json.bytes(message);

      assertThat(own(json, message.getClass()))
          .as("seed %d: %s", SEED, new String(json, UTF_8))
          .isEqualTo(message);
      assertThat(theOtherWay(json, message.getClass())).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadNothingOtherwiseWhenTheBytesAreDamaged(Class<?> record) {
    RandomRecords random = new RandomRecords(SEED);
    SplittableRandom damage = new SplittableRandom(SEED);
    for (int i = 0; i < 100; i++) {
      Object message = message(record, random);

      assertReadAlike(damaged(Json.bytes(message), damage), message);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadNothingOtherwiseWhenAPropertyIsMissingMovedNullOrAnother(Class<?> record) {
    RandomRecords random = new RandomRecords(SEED);
    SplittableRandom choice = new SplittableRandom(SEED);
    for (int i = 0; i < 100; i++) {
      Object message = message(record, random);

      assertReadAlike(Json.bytes(mutant(Json.tree(message), choice)), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "00",
        "01",
        "-1",
        "+1",
        "1.",
        ".5",
        "1.50",
        "-1.5",
        "1e5",
        "1E-5",
        "1e+05",
        "9.5E+21",
        "1e",
        "1.e5",
        "1e400",
        "1e9999",
        "5.0",
        "123456789012345678",
        "1234567890123456789",
        "9223372036854775808",
        "18446744073709551616",
        "0.1234567890123456789012345678901234567890",
        "NaN",
        "tru",
        "nul",
        "truee",
        "[1,]",
        "[,1]",
        "{,}",
        "{\"a\":1,}",
        "{\"a\":1 }",
        "{\"a\":1,\"a\":2}",
        "{\"a\"}",
        "\"\\u0041\"",
        "\"\\u00e4\\u00E4\"",
        "\"\\u004\"",
        "\"\\u00\\\"1\"",
        "\"\\ud83d\"",
        "{\"\\ud83d\":1}",
        "{\"\\ud83d\\ude00\":1}",
        "\"\\x\"",
        "\"\\\"",
        "\"a\tb\"",
        "{\"\":{}}",
        "[[[]]]",
        "[1 ,2]",
        "''"
      })
  void shouldReadAValueAlike(String value) {
    ObjectNode task = Example.named("task.execute").message().require();
    String json = Json.text(task.put("config", "@")).replace("\"@\"", value);

    assertReadAlike(json.getBytes(UTF_8), Task.class);
  }

  @Test
  void shouldReadAlikeWhenATreeIsDeep() {
    for (int depth : new int[] {60, 90, 101, 150, 198, 199, 200, 5_000}) {
      String config = "[".repeat(depth) + "]".repeat(depth);

      shouldReadAValueAlike(config);
    }
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void shouldTakeEveryExample(Example example) {
    byte[] json = example.text().getBytes(UTF_8);

    assertThat(own(json, example.type().family()))
        .isEqualTo(theOtherWay(json, example.type().family()));
  }

  private static Object message(Class<?> record, RandomRecords random) {
    if (!Event.class.isAssignableFrom(record)) {
      return random.next(record);
    }
    Transition around = random.next(Transition.class);
    return new Transition(
        around.instanceId(),
        around.sequence(),
        around.previousHash(),
        around.at(),
        around.cause(),
        around.engineId(),
        around.instance(),
        List.of((Event) random.next(record)),
        around.hash());
  }

  private static @Nullable Object own(byte[] json, Class<?> type) {
    return OwnJson.read(json, type == Task.class ? OwnMessages::task : OwnMessages::transition);
  }

  private static Object theOtherWay(byte[] json, Class<?> family) {
    return Json.readAny(json, family);
  }

  private static void assertReadAlike(byte[] json, Object message) {
    assertReadAlike(json, message.getClass());
  }

  /** What is not taken goes the other way anyway. */
  private static void assertReadAlike(byte[] json, Class<?> family) {
    Object own = own(json, family);
    if (own != null) {
      assertThat(theOtherWay(json, family))
          .as("seed %d: %s", SEED, new String(json, UTF_8))
          .isEqualTo(own);
    }
  }

  /** A byte replaced, left out, put in or repeated. */
  private static byte[] damaged(byte[] json, SplittableRandom random) {
    byte[] splinters = SPLINTERS.getBytes(UTF_8);
    byte splinter = splinters[random.nextInt(splinters.length)];
    int place = random.nextInt(json.length);
    int to = Math.min(json.length, place + 1 + random.nextInt(12));
    byte[] head = Arrays.copyOf(json, place);
    return switch (random.nextInt(5)) {
      case 0 ->
          joined(head, new byte[] {splinter}, Arrays.copyOfRange(json, place + 1, json.length));
      case 1 -> joined(head, new byte[] {splinter}, Arrays.copyOfRange(json, place, json.length));
      case 2 -> joined(head, Arrays.copyOfRange(json, to, json.length));
      case 3 ->
          joined(
              head,
              Arrays.copyOfRange(json, place, to),
              Arrays.copyOfRange(json, place, json.length));
      default -> head;
    };
  }

  private static byte[] joined(byte[]... parts) {
    byte[] joined = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** A property, at any depth, taken away, moved to the end, null, or with a value of another. */
  private static JsonNode mutant(JsonNode message, SplittableRandom random) {
    ObjectNode object = any(objects(message), random);
    Map.Entry<String, JsonNode> from = any(List.copyOf(object.properties()), random);
    JsonNode other =
        any(List.copyOf(any(objects(message), random).properties()), random).getValue();
    object.remove(from.getKey());
    switch (random.nextInt(4)) {
      case 0 -> object.set("addedLater", from.getValue());
      case 1 -> object.set(from.getKey(), from.getValue());
      case 2 -> object.putNull(from.getKey());
      default -> object.set(from.getKey(), other.deepCopy());
    }
    return message;
  }

  private static List<ObjectNode> objects(JsonNode tree) {
    Stream<ObjectNode> self =
        tree instanceof ObjectNode object && !object.isEmpty() ? Stream.of(object) : Stream.of();
    return Stream.concat(self, tree.valueStream().flatMap(child -> objects(child).stream()))
        .toList();
  }

  private static <T> T any(List<T> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}

package io.millrace.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.contract.event.CompensationFinished;
import io.millrace.contract.event.Event;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SendSignal;
import io.millrace.contract.message.Start;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("nothing", bytes(""), "", "is empty"),
        broken("blanks", bytes(" \n "), "", "is empty"),
        broken("null", bytes("null"), "", "must not be null"),
        broken("a text", bytes("\"order\""), "", "must be an object"),
        broken("an array", bytes("[{'workflow':'order'}]"), "", "must be an object"),
        broken("plain text", bytes("start order"), "", "is not JSON: Unrecognized token 'start'"),
        broken("a quote missing", bytes("{'workflow':'order}"), "", "is not JSON: Unexpected end"),
        broken("cut off", bytes("{'workflow':'order',"), "", "is not JSON: Unexpected end"),
        broken("not closed", bytes("{'workflow':['order'"), "", "(start marker at line 1, column "),
        broken("a comment", bytes("{/* */'workflow':'order'}"), "", "is not JSON: Unexpected"),
        broken("a key twice", bytes("{'workflow':'a','workflow':'b'}"), "", "Duplicate field"),
        broken("a key twice, below", bytes("{'input':{'x':1,'x':2}}"), "", "Duplicate field 'x'"),
        broken("text after it", bytes("{'workflow':'order'} x"), "", "Unrecognized token 'x'"),
        broken("a second value", bytes("{'workflow':'a'}{}"), "", "must end after its first value"),
        broken("NUL after it", bytes("{'workflow':'a'}\0"), "", "Illegal character"),
        broken("NUL before it", bytes("\0{'workflow':'a'}"), "", "Illegal character"),
        broken("NUL in a text", bytes("{'workflow':'a\0b'}"), "", "Illegal unquoted character"),
        broken("NULs only", new byte[64], "", "Illegal character"),
        broken("escaped NUL", bytes("{'workflow':'a\\u0000'}"), "/workflow", "control characters"),
        broken("half a pair", bytes("{'workflow':'\\ud83d'}"), "/workflow", "half a surrogate"),
        broken("a stray byte", spliced("{'workflow':'", 0xFF, "'}"), "", "Invalid UTF-8"),
        broken("a cut character", spliced("{'workflow':'", 0xC3, "'}"), "", "Invalid UTF-8"),
        broken("UTF-16", "{\"workflow\":\"a\"}".getBytes(UTF_16), "", "Invalid UTF-8"),
        broken("UTF-16 unmarked", "{\"workflow\":\"a\"}".getBytes(UTF_16LE), "", "Illegal char"),
        broken("UTF-32", spliced("\0\0\0", 0x7B, "\0\0\0"), "", "Illegal character"),
        broken("NaN", bytes("{'input':{'x':NaN}}"), "", "is not JSON: Non-standard token 'NaN'"),
        broken("nested deeply", bytes("{'u':" + "[".repeat(100_000)), "", "nesting depth (201)"),
        broken("a long number", bytes("{'input':{'x':" + "9".repeat(1001)), "", "exceeds"),
        broken("a long name", bytes("{'" + "x".repeat(70_000) + "':1}"), "", "exceeds"),
        broken(
            "a large number",
            bytes("{'workflow':'a','priority':99999999999}"),
            "/priority",
            "must be a whole number from -2147483648 to 2147483647"),
        broken(
            "a huge number",
            bytes("{'workflow':'a','priority':1e400}"),
            "/priority",
            "must be a whole number"),
        broken(
            "a fraction",
            bytes("{'workflow':'a','priority':1.5}"),
            "/priority",
            "must be a whole number, was 1.5"),
        broken(
            "a number as text",
            bytes("{'workflow':'a','priority':'5'}"),
            "/priority",
            "must be a whole number"),
        broken(
            "out of range",
            bytes("{'workflow':'a','priority':101}"),
            "/priority",
            "must be from 0 to 100, was 101"),
        broken(
            "another message",
            bytes("{'type':'task.execute','workflow':'a'}"),
            "/type",
            "must be one of workflow.start, was \"task.execute\""),
        broken("no workflow", bytes("{'input':{}}"), "/workflow", "is required"),
        broken("a blank name", bytes("{'workflow':' '}"), "/workflow", "must not be blank"),
        broken(
            "a number as time",
            bytes("{'workflow':'a','notBefore':1769853600}"),
            "/notBefore",
            "must be a time from 1970 to 9999 as in RFC 3339, such as 2026-01-31T10:00:00Z"),
        broken(
            "a huge number in the input",
            bytes("{'workflow':'a','input':{'a/b':[1e999999999]}}"),
            "/input/a~1b/0",
            "must be a number of at most 1.8e308"),
        broken(
            "half a pair in the input",
            bytes("{'workflow':'a','input':{'x':'\\ud83d'}}"),
            "/input/x",
            "must not contain half a surrogate pair"),
        broken(
            "an input nested deeply",
            bytes("{'workflow':'a','input':{'x':" + "[".repeat(64) + "]".repeat(64) + "}}"),
            "/input/x" + "/0".repeat(63),
            "must not be nested more than 64 levels deep"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void shouldSayWhereAndWhatWhenAMessageIsMalformed(
      String title, byte[] message, String pointer, String rule) {
    MalformedMessage refusal =
        catchThrowableOfType(MalformedMessage.class, () -> Json.read(message, Start.class));

    assertThat(refusal.pointer()).isEqualTo(pointer);
    assertThat(refusal.rule()).contains(rule).doesNotContain("io.millrace", "jackson", "\n");
    assertThat(refusal)
        .hasMessage((pointer.isEmpty() ? "the message" : pointer) + " " + refusal.rule());
  }

  @Test
  void shouldNameTheTypesWhenATypeIsUnknown() {
    assertThatThrownBy(() -> Json.read("{\"type\":\"instance.stop\"}", Control.class))
        .hasMessageContainingAll(
            "/type must be one of", "instance.cancel", "was \"instance.stop\"");
  }

  @Test
  void shouldSayThatATypeIsMissingWhenAFamilyNeedsOne() {
    assertThatThrownBy(() -> Json.read("{\"instanceId\":1}", Control.class))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("/type is required");
  }

  @Test
  void shouldNameThePlaceInAListWhenAnElementIsNull() {
    String event = "{\"type\":\"CompensationFinished\",\"failed\":[1,null]}";

    assertThatThrownBy(() -> Json.read(event, Event.class)).hasMessage("/failed/1 is required");
  }

  @Test
  void shouldReadWithoutTheMarkWhenAMessageBeginsWithAByteOrderMark() {
    byte[] message = bytes("\uFEFF{'workflow':'order'}");

    assertThat(Json.read(message, Start.class).workflow()).isEqualTo("order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'workflow':'order','colour':'red'}", "{'workflow':'order','type':null}"})
  void shouldIgnoreAFieldWhenItIsUnknownOrNull(String message) {
    assertThat(Json.read(bytes(message), Start.class).workflow()).isEqualTo("order");
  }

  @Test
  void shouldTakeAnInputWhenItIsNestedAsDeeplyAsAllowed() {
    String input = "[".repeat(63) + "]".repeat(63);

    assertThat(
            Json.read(bytes("{'workflow':'a','input':{'x':" + input + "}}"), Start.class).input())
        .isEqualTo(Json.tree("{\"x\":" + input + "}"));
  }

  @Test
  void shouldDropWhatMySqlDoesNotKeepWhenATimeIsFinerThanMilliseconds() {
    String start = "{'workflow':'a','notBefore':'2026-01-31T11:00:00.123999999+01:00'}";

    assertThat(Json.read(bytes(start), Start.class).notBefore())
        .isEqualTo(Instant.parse("2026-01-31T10:00:00.123Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.001Z",
        "2024-02-29T23:59:59.999Z",
        "2026-01-31T10:00:00.120Z",
        "2026-01-31T10:00:00.1Z",
        "2026-01-31T10:00:00.123456Z",
        "2026-01-31T10:00:00.123456789Z",
        "2026-01-31T10:00:00+01:00",
        "9999-12-31T23:59:59.999Z"
      })
  void shouldReadAndWriteATimeAsTheFormatterDoes(String time) {
    Instant instant = DateTimeFormatter.ISO_INSTANT.parse(time, Instant::from);

    assertThat(Json.read("\"" + time + "\"", Instant.class))
        .isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
    assertThat(Json.text(instant)).isEqualTo("\"" + instant + "\"");
  }

  @Test
  void shouldReadAndWriteATimeAsTheFormatterDoesWhateverItIs() {
    SplittableRandom random = new SplittableRandom(20260131);
    for (int i = 0; i < 10_000; i++) {
      Instant instant = Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));

      assertThat(Json.text(instant)).isEqualTo("\"" + instant + "\"");
      assertThat(Json.read("\"" + instant + "\"", Instant.class)).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00.000Z",
        "2026-01-31T24:00:01Z",
        "2026-01-31T10:60:00Z",
        "2026-01-31T10:00:61.000Z",
        "2026-01-31 10:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "2026-01-31T10:00:00.00aZ"
      })
  void shouldRefuseATimeWhenThereIsNone(String time) {
    assertThatThrownBy(() -> Json.read("\"" + time + "\"", Instant.class))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageContaining("must be a time");
  }

  @Test
  void shouldReadNullWhenAPayloadIsLeftOut() {
    Control signal =
        Json.read(bytes("{'type':'instance.signal','instanceId':1,'name':'go'}"), Control.class);

    assertThat(signal)
        .isEqualTo(new SendSignal(new InstanceId(1), null, null, "go", Json.tree("null")));
  }

  @Test
  void shouldReadFalseAndNoElementsWhenTheyAreLeftOut() {
    Event event = Json.read("{\"type\":\"CompensationFinished\"}", Event.class);

    assertThat(event).isEqualTo(new CompensationFinished(List.of()));
    assertThat(Json.read(bytes("{'code':'c','message':'m'}"), ErrorInfo.class).retryable())
        .isFalse();
  }

  @Test
  void shouldRefuseATreeWhenItIsAbsent() {
    assertThatThrownBy(() -> Json.read(MissingNode.getInstance(), Start.class))
        .isInstanceOf(MalformedMessage.class);
  }

  private static Arguments broken(String title, byte[] message, String pointer, String rule) {
    return arguments(title, message, pointer, rule);
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  private static byte[] spliced(String before, int octet, String after) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(bytes(before));
    message.write(octet);
    message.writeBytes(bytes(after));
    return message.toByteArray();
  }
}

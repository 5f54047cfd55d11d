package io.millrace.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.InstanceId;
import io.millrace.contract.Json;
import io.millrace.contract.MalformedMessage;
import io.millrace.contract.event.EngineChanged;
import io.millrace.contract.event.InstanceStarted;
import io.millrace.contract.event.MutexAcquired;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionCodecTest {

  private static final long SEED = 20260131;
  private static final Transition FIRST = transition(1, Transition.NO_HASH, "größe \"1\" 😀");

  @Test
  void shouldGiveBackTheTransitionWithItsHashWhenSealed() {
    TransitionCodec.Sealed sealed = TransitionCodec.seal(FIRST);

    Transition opened = TransitionCodec.open(sealed.bytes());

    assertThat(opened.hash()).isEqualTo(sealed.hash());
    assertThat(opened.events()).isEqualTo(FIRST.events());
    assertThat(opened.instance()).isEqualTo(FIRST.instance());
    assertThat(new String(sealed.bytes(), UTF_8)).endsWith(",\"hash\":\"" + sealed.hash() + "\"}");
  }

  @Test
  void shouldHashTheTextWithoutTheHashWhenSealed() throws Exception {
    TransitionCodec.Sealed sealed = TransitionCodec.seal(FIRST);
    String text = new String(sealed.bytes(), UTF_8);
    String open = text.substring(0, text.indexOf(",\"hash\"")) + "}";

    byte[] expected = MessageDigest.getInstance("SHA-256").digest(open.getBytes(UTF_8));

    assertThat(sealed.hash()).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void shouldGiveTheSameBytesWhenSealedAgain() {
    TransitionCodec.Sealed sealed = TransitionCodec.seal(FIRST);

    TransitionCodec.Sealed again = TransitionCodec.seal(TransitionCodec.open(sealed.bytes()));

    assertThat(again.bytes()).isEqualTo(sealed.bytes());
  }

  @Test
  void shouldLinkEachToItsPredecessorWhenChained() {
    String previous = Transition.NO_HASH;
    for (int sequence = 1; sequence <= 100; sequence++) {
      TransitionCodec.Sealed sealed =
          TransitionCodec.seal(transition(sequence, previous, "engine-" + sequence));

      assertThat(TransitionCodec.open(sealed.bytes()).previousHash()).isEqualTo(previous);
      assertThat(sealed.hash()).isNotEqualTo(previous);
      previous = sealed.hash();
    }
  }

  @Test
  void shouldHaveAnotherHashWhenThePredecessorIsAnother() {
    String after = TransitionCodec.seal(transition(2, Transition.NO_HASH, "e")).hash();

    assertThat(TransitionCodec.seal(transition(2, after, "e")).hash()).isNotEqualTo(after);
  }

  @Test
  void shouldBeRefusedWhenAnyByteWasAltered() {
    byte[] sealed = TransitionCodec.seal(FIRST).bytes();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int place = 0; place < sealed.length; place++) {
      byte[] altered = sealed.clone();
      altered[place] ^= (byte) (1 + random.nextInt(255));

      assertRefused("seed " + SEED + ", byte " + place, altered);
    }
  }

  @Test
  void shouldBeRefusedWhenBytesWereRemovedAddedOrSwapped() {
    byte[] sealed = TransitionCodec.seal(FIRST).bytes();
    String text = new String(sealed, UTF_8);

    assertRefused("a space at the end", (text + " ").getBytes(UTF_8));
    assertRefused("a space in front", (" " + text).getBytes(UTF_8));
    assertRefused("a space between", text.replaceFirst(":", ": ").getBytes(UTF_8));
    assertRefused("a field added", text.replaceFirst("\\{", "{\"x\":1,").getBytes(UTF_8));
    assertRefused("an engine left out", text.replace(",\"engineId\":\"e\"", "").getBytes(UTF_8));
    assertRefused("upper case", text.replace("\"e\"", "\"E\"").getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[]", "\0", "{\"hash\":\"\"}"})
  void shouldBeRefusedWhenItIsNoTransition(String text) {
    assertRefused(text, text.getBytes(UTF_8));
  }

  @Test
  void shouldBeRefusedWhenItWasNeverSealed() {
    byte[] open = Json.bytes(FIRST);

    assertThatThrownBy(() -> TransitionCodec.open(open))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("/hash ");
  }

  private static void assertRefused(String what, byte[] bytes) {
    assertThatThrownBy(() -> TransitionCodec.open(bytes))
        .as(what)
        .isInstanceOf(MalformedMessage.class);
  }

  private static Transition transition(long sequence, String previousHash, String text) {
    return new Transition(
        new InstanceId(7),
        sequence,
        previousHash,
        Instant.parse("2026-01-31T10:00:00.120Z"),
        new Cause("workflow.start", "millrace.starts-0@6"),
        "e",
        new InstanceHeader("order", "2.1.0", null, "order-4711", null, null),
        List.of(
            new InstanceStarted(null),
            new MutexAcquired(text, null),
            new EngineChanged("engine-2")),
        null);
  }
}

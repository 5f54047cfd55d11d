package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ErrorInfoTest {

  @Test
  void shouldCutTheMessageWhenItIsTooLongToBeKept() {
    ErrorInfo error = ErrorInfo.permanent("boom", "x".repeat(20_000));

    assertThat(error.message()).hasSize(Fields.PROSE_LENGTH).endsWith("xx…");
  }

  @Test
  void shouldHoldAWritableMessageWhenTheCutGoesThroughACharacter() {
    String message = "x".repeat(Fields.PROSE_LENGTH - 2) + "\uD83D\uDE00 and more";

    ErrorInfo error = ErrorInfo.transientError("boom", message);

    assertThat(error.message()).endsWith("x\uFFFD…");
    assertThat(Json.read(Json.bytes(error), ErrorInfo.class)).isEqualTo(error);
  }

  @Test
  void shouldKeepTheMessageWhenItFits() {
    String message = "line 1\nline 2 \uD83D\uDE00";

    assertThat(ErrorInfo.permanent("boom", message).message()).isEqualTo(message);
  }

  @Test
  void shouldBeRefusedWhenTheCodeIsBlank() {
    assertThatThrownBy(() -> ErrorInfo.permanent(" ", "why"))
        .isInstanceOf(InvalidField.class)
        .hasMessage("code must not be blank");
  }
}

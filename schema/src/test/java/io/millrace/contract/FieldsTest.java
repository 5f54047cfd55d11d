package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {

  @Test
  void shouldTakeAHashWhenItHasAllDigits() {
    String hash = "0123456789abcdef".repeat(4);

    assertThat(Fields.hash("hash", hash)).isSameAs(hash);
  }

  static Stream<String> noHashes() {
    String short63 = "a".repeat(63);
    return Stream.of("", short63, short63 + "aa", short63 + "g", short63 + "A", short63 + "/")
        .flatMap(wrong -> Stream.of(wrong, wrong + "\n"))
        .filter(wrong -> !wrong.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("noHashes")
  void shouldSayWhatAHashIsWhenItIsNone(String wrong) {
    assertThatExceptionOfType(InvalidField.class)
        .isThrownBy(() -> Fields.hash("hash", wrong))
        .withMessageContaining("64 hexadecimal digits");
  }
}

package io.millrace.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-9223372036854775808, -9223372036854775808",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551616, 18446744073709552000",
    "-9223372036854775809, -9223372036854776000",
    "0.1, 0.1",
    "1.10, 1.1",
    "0.1234567890123456789, 0.12345678901234568",
    "1e-400, 0.0"
  })
  void shouldKeepWhatMySqlKeepsAndRoundTheRest(String given, String kept) {
    JsonNode tree = Json.tree("{\"a\":[%s]}".formatted(given));

    StorableNumbers.adapt(tree);

    assertThat(tree.path("a").get(0).decimalValue())
        .isEqualByComparingTo(new java.math.BigDecimal(kept));
  }

  @Test
  void shouldTouchNothingElse() {
    String text = "{\"s\":\"1.10\",\"n\":null,\"b\":true,\"o\":{\"l\":[[],{}]}}";
    JsonNode tree = Json.tree(text);

    StorableNumbers.adapt(tree);

    assertThat(tree).hasToString(text);
  }
}

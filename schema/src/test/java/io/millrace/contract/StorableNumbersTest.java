package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableNumbersTest {

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "5.000", "5e0", "0.5E1", "50e-1"})
  void shouldReadOneTreeHoweverAWholeNumberIsWritten(String text) {
    assertThat(Json.tree(text)).isEqualTo(Json.nodes().numberNode(5)).hasToString("5");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1e2, 100",
    "-0.0, 0",
    "3000000000.0, 3000000000",
    "-9223372036854775808, -9223372036854775808",
    "9007199254740994.0, 9007199254740994",
    "18446744073709551615, 18446744073709551615",
    "9223372036854775808.0, 9223372036854775808",
    "18446744073709551616, 18446744073709549568",
    "-9223372036854775809, -9223372036854775808",
    "0.1, 0.1",
    "1.10, 1.1",
    "0.1234567890123456789, 0.1234567890123457",
    "1700000000.1234567, 1700000000.123457",
    "0.30000000000000004, 0.3",
    "1e300, 1E+300",
    "1e-400, 0"
  })
  void shouldKeepWhatMySqlKeepsAndRoundTheRest(String given, String kept) {
    assertThat(Json.tree(given)).hasToString(kept);
    assertThat(Json.tree(kept)).isEqualTo(Json.tree(given));
  }

  @Test
  void shouldMakeTheSameTreesOfValuesAsOfText() {
    record Whole(long id, double share, BigDecimal exact, BigInteger big) {}

    JsonNode tree = Json.tree(new Whole(7, 2.0, new BigDecimal("1.50"), BigInteger.TWO));

    assertThat(tree).isEqualTo(Json.tree("{\"id\":7,\"share\":2,\"exact\":1.5,\"big\":2}"));
    assertThat(Json.nodes().objectNode().put("id", 7L)).isEqualTo(Json.tree("{\"id\":7}"));
  }

  @Test
  void shouldReadEveryNumberAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        JsonNode tree = Json.nodes().numberNode(value);
        assertThat(Json.tree(Json.text(tree))).as("%s", value).isEqualTo(tree);
      }
    }
  }

  @Test
  void shouldLeaveWhatIsNoNumber() {
    String text = "{\"s\":\"1.10\",\"n\":null,\"b\":true,\"o\":{\"l\":[[],{}]}}";

    assertThat(Json.tree(text)).hasToString(text);
  }
}

package io.millrace.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenciesTest {

  /** 1 to 100 milliseconds, the longest first. */
  private static final Latencies HUNDRED =
      Latencies.ofNanos(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000));

  @ParameterizedTest
  @CsvSource({"0.5, 1", "1, 1", "1.1, 2", "50, 50", "99, 99", "99.1, 100", "100, 100"})
  void shouldTakeTheSmallestThatManyDoNotExceedWhenThereAreAHundred(double percent, double ms) {
    assertThat(HUNDRED.percentile(percent)).isEqualTo(ms);
  }

  @Test
  void shouldNeverTellWhatWasNotMeasuredWhenThereAreTwo() {
    Latencies two = Latencies.ofNanos(LongStream.of(9_000_000, 1_000_000));

    assertThat(two.percentile(50)).isEqualTo(1);
    assertThat(two.percentile(51)).isEqualTo(9);
    assertThat(two.mean()).isEqualTo(5);
  }

  @Test
  void shouldTellTheOneWhenThereIsOne() {
    Latencies one = Latencies.ofNanos(LongStream.of(1_500_000));

    assertThat(one.percentile(0.001)).isEqualTo(1.5);
    assertThat(one.percentile(99)).isEqualTo(1.5);
    assertThat(one.count()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhenNothingWasMeasured() {
    Latencies none = Latencies.ofNanos(LongStream.empty());

    assertThatIllegalStateException().isThrownBy(() -> none.percentile(50));
    assertThatIllegalStateException().isThrownBy(none::mean);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "100.1", "NaN"})
  void shouldRefuseWhenThereIsNoSuchPercentile(double percent) {
    assertThatIllegalArgumentException().isThrownBy(() -> HUNDRED.percentile(percent));
  }
}

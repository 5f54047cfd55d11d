package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

  private static final long SEED = 20260131;
  private static final int LAST_PARTITION = (1 << 13) - 1;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, LAST_PARTITION})
  void shouldTellItsPartitionWhenItIsTheFirstThere(int partition) {
    assertThat(InstanceId.first(partition).partition()).isEqualTo(partition);
    assertThat(InstanceId.first(partition).value() & ((1L << InstanceId.OFFSET_BITS) - 1))
        .as("ids start at 1")
        .isEqualTo(1);
  }

  @Test
  void shouldTellItsPartitionWhateverItsOffset() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 1000; i++) {
      int partition = random.nextInt(LAST_PARTITION + 1);
      long offset = random.nextLong(1L << InstanceId.OFFSET_BITS);

      InstanceId id = new InstanceId(((long) partition << InstanceId.OFFSET_BITS) + offset);

      assertThat(id.partition()).as("seed %d, id %s", SEED, id).isEqualTo(partition);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE})
  void shouldBeRefusedWhenADoubleCannotHoldIt(long value) {
    assertThatThrownBy(() -> new InstanceId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be from 0 to 2^53 - 1, was " + value);
  }

  @Test
  void shouldBeAPlainNumberWhenWrittenAsJsonOrText() {
    InstanceId id = new InstanceId((1L << 53) - 1);

    assertThat(Json.text(id)).isEqualTo("9007199254740991");
    assertThat(Json.read("9007199254740991", InstanceId.class)).isEqualTo(id);
    assertThat(id).hasToString("9007199254740991");
  }

  @Test
  void shouldSortByPartitionThenOffset() {
    InstanceId first = InstanceId.first(1);
    InstanceId second = new InstanceId(first.value() + 1);

    assertThat(Stream.of(InstanceId.first(2), second, first).sorted())
        .containsExactly(first, second, InstanceId.first(2));
  }
}

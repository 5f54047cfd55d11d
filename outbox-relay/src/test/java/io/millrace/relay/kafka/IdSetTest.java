package io.millrace.relay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdSetTest {

  @Test
  void shouldContainWhatWasAddedAndNothingElse() {
    IdSet ids = new IdSet();
    long[] added = {0, 1, 65_535, 65_536, 1L << 40, Long.MAX_VALUE};
    for (long id : added) {
      ids.add(id);
    }

    for (long id : added) {
      assertThat(ids.contains(id)).isTrue();
      assertThat(ids.contains(id ^ 2)).isFalse();
    }
  }
}

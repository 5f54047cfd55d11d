package io.millrace.relay.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntryBufferTest {

  private static final int SIZE = entry(0).size();
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EntryBuffer buffer = new EntryBuffer(3L * SIZE);

  @Test
  void shouldGiveEntriesInOrderAndNoMoreThanAskedFor() throws InterruptedException {
    buffer.put(entry(1));
    buffer.put(entry(2));
    buffer.put(entry(3));

    assertThat(buffer.take(2, Long.MAX_VALUE, AT_ONCE)).containsExactly(entry(1), entry(2));
    assertThat(buffer.take(2, Long.MAX_VALUE, AT_ONCE)).containsExactly(entry(3));
    assertThat(buffer.take(2, Long.MAX_VALUE, AT_ONCE)).isEmpty();
  }

  @Test
  void shouldStopABatchAtItsBytesButAlwaysGiveOneEntry() throws InterruptedException {
    buffer.put(entry(1));
    buffer.put(entry(2));
    buffer.put(entry(3));

    assertThat(buffer.take(9, 2L * SIZE, AT_ONCE)).hasSize(2);
    assertThat(buffer.take(9, 1, AT_ONCE)).containsExactly(entry(3));
  }

  @Test
  void shouldGiveAnEntryAsSoonAsItComes() throws InterruptedException {
    Thread writer = Thread.ofPlatform().start(() -> put(entry(1)));

    assertThat(buffer.take(9, Long.MAX_VALUE, PATIENCE)).containsExactly(entry(1));
    writer.join();
  }

  @Test
  void shouldMakeTheReaderWaitWhenItIsFull() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      buffer.put(entry(i));
    }
    Thread writer = Thread.ofPlatform().start(() -> put(entry(3)));
    await().until(() -> writer.getState() == Thread.State.WAITING);

    buffer.take(1, Long.MAX_VALUE, AT_ONCE);

    writer.join();
    assertThat(buffer.size()).isEqualTo(3);
  }

  @Test
  void shouldGiveWhatCameBeforeAFailureAndThenTheFailure() throws InterruptedException {
    buffer.put(entry(1));
    buffer.fail(new IllegalStateException("connection lost"));

    assertThat(buffer.take(9, Long.MAX_VALUE, PATIENCE)).hasSize(1);
    assertThatThrownBy(() -> buffer.take(9, Long.MAX_VALUE, PATIENCE))
        .isInstanceOf(BinlogException.class)
        .hasRootCauseMessage("connection lost");
  }

  private void put(BinlogEntry entry) {
    try {
      buffer.put(entry);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BinlogEntry entry(int pos) {
    return new BinlogEntry.Progress(BinlogPosition.atTransaction("binlog.1", pos, null));
  }
}

package io.millrace.relay.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinlogPositionTest {

  @Test
  void shouldOrderByPlaceInTheLog() {
    List<BinlogPosition> inOrder =
        List.of(
            at("binlog.999999", 4, 0, 0),
            at("binlog.1000000", 4, 0, 0),
            at("binlog.1000000", 200, 0, 0),
            at("binlog.1000000", 200, 0, 5),
            at("binlog.1000000", 200, 3, 0),
            at("binlog.1000000", 1000, 0, 0));

    assertThat(inOrder).isSorted();
  }

  @Test
  void shouldSurviveTheWayThroughDebezium() {
    BinlogPosition position = new BinlogPosition("binlog.000002", 77, "a:1-5", 2, 9);

    assertThat(BinlogPosition.ofOffset(position.toOffset())).isEqualTo(position);
  }

  @Test
  void shouldReadAnOffsetThatSaysNoMoreThanThePlace() {
    BinlogPosition position = BinlogPosition.ofOffset(Map.of("file", "binlog.000002", "pos", 77L));

    assertThat(position).isEqualTo(BinlogPosition.atTransaction("binlog.000002", 77, null));
    assertThat(position.betweenTransactions()).isTrue();
  }

  @Test
  void shouldNotBeBetweenTransactionsWhenPartOfOneWasRead() {
    assertThat(at("binlog.000001", 4, 1, 0).betweenTransactions()).isFalse();
    assertThat(at("binlog.000001", 4, 0, 1).betweenTransactions()).isFalse();
  }

  @Test
  void shouldTakeGtidSetsOnSeveralLinesAndNoneForEmpty() {
    assertThat(BinlogPosition.atTransaction("b.1", 4, "a:1-5,\nb:1").gtids())
        .isEqualTo("a:1-5,b:1");
    assertThat(BinlogPosition.atTransaction("b.1", 4, " ").gtids()).isNull();
  }

  @Test
  void shouldRefuseWhatIsNoPlace() {
    assertThatThrownBy(() -> at(" ", 4, 0, 0)).hasMessageContaining("file ' '");
    assertThatThrownBy(() -> at("binlog.1", -1, 0, 0)).hasMessageContaining("pos -1");
  }

  private static BinlogPosition at(String file, long pos, long event, int row) {
    return new BinlogPosition(file, pos, null, event, row);
  }
}

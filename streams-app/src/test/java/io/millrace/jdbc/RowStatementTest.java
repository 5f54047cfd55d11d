package io.millrace.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowStatementTest {

  private static final Row SMALL = Row.of(1, "a");

  @Test
  void shouldRepeatThePatternOncePerRow() {
    assertThat(RowStatement.insert("t", List.of("a", "b")).sql(2))
        .isEqualTo("INSERT INTO t (a, b) VALUES (?,?),(?,?)");
    assertThat(RowStatement.update("t", List.of("k"), List.of("a")).sql(2))
        .isEqualTo(
            "UPDATE t old JOIN (VALUES ROW(?,?),ROW(?,?)) fresh (k, a) ON old.k = fresh.k"
                + " SET old.a = fresh.a");
    assertThat(RowStatement.upsert("t", List.of("k", "a"), List.of("a")).sql(1))
        .isEqualTo(
            "INSERT INTO t (k, a) VALUES (?,?) AS fresh ON DUPLICATE KEY UPDATE a = fresh.a");
  }

  @Test
  void shouldCutByNumberOfRows() {
    List<Row> rows = Collections.nCopies(RowStatement.BLOCK * 2 + 1, SMALL);

    assertThat(RowStatement.insert("t", List.of("a", "b")).chunks(rows))
        .extracting(List::size)
        .containsExactly(RowStatement.BLOCK, RowStatement.BLOCK, 1);
  }

  @Test
  void shouldCutByBytesAndLetALargeRowGoAlone() {
    Row large = Row.of(1, "x".repeat(RowStatement.MAX_BYTES));

    assertThat(RowStatement.insert("t", List.of("a", "b")).chunks(List.of(SMALL, large, SMALL)))
        .extracting(List::size)
        .containsExactly(1, 1, 1);
  }

  @Test
  void shouldMakeNoStatementWhenThereAreNoRows() {
    assertThat(RowStatement.insert("t", List.of("a")).chunks(List.of())).isEmpty();
  }
}

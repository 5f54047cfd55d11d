package io.millrace.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Changes that go to a real MySQL together. */
@MillraceRuntime
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionIT {

  private static final RowStatement INSERT = RowStatement.insert("t", List.of("id", "text"));
  private static final RowStatement UPDATE =
      RowStatement.update("t", List.of("id"), List.of("text"));
  private static final RowStatement UPSERT =
      RowStatement.upsert("t", List.of("id", "text"), List.of("text"));
  private static final RowStatement COUNT =
      RowStatement.count("t", List.of("id", "text"), "id < 1000");

  private final HikariDataSource pool;
  private final JdbcRunner runner;

  TransactionIT(TestDatabase database) {
    pool = ConnectionPool.open(database.jdbcUrl(), null, null, "test", 2);
    runner = new JdbcRunner(pool);
  }

  @BeforeAll
  void create() {
    runner.run(
        t -> t.update("CREATE TABLE t (id INT PRIMARY KEY, text MEDIUMTEXT, KEY (text(10)))"));
  }

  @BeforeEach
  void empty() {
    runner.run(t -> t.update("DELETE FROM t"));
  }

  @AfterAll
  void close() {
    runner.run(t -> t.update("DROP TABLE t"));
    pool.close();
  }

  @Test
  void shouldMakeChangesInTheirOrderAndCountTheRows() {
    int found =
        change(
            RowChange.of(INSERT, List.of(Row.of(1, "a; DROP TABLE t"), Row.of(2, "b?"))),
            RowChange.of(INSERT, List.of()),
            RowChange.ofExisting(UPDATE, List.of(Row.of(2, "c"))),
            RowChange.of(UPSERT, List.of(Row.of(2, "d"), Row.of(3, "e"))));

    assertThat(found).isEqualTo(5);
    assertThat(texts()).containsExactly("a; DROP TABLE t", "d", "e");
  }

  @Test
  void shouldDoNothingWhenThereIsNothingToChange() {
    assertThat(change()).isZero();
  }

  @Test
  void shouldChangeNothingWhenARowThatMustExistDoesNot() {
    assertThatThrownBy(
            () ->
                change(
                    RowChange.of(INSERT, List.of(Row.of(1, "a"))),
                    RowChange.ofExisting(UPDATE, List.of(Row.of(1, "b"), Row.of(9, "c"))),
                    RowChange.of(INSERT, List.of(Row.of(2, "d")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 of 2 rows to change exist");

    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldGoOnWhenAllRowsAreAsTheyMustBe() {
    change(
        RowChange.of(INSERT, List.of(Row.of(1, "a"), Row.of(2, "b"))),
        RowChange.ofExisting(COUNT, List.of(Row.of(2, "b"), Row.of(1, "a"))),
        RowChange.of(INSERT, List.of(Row.of(3, "c"))));

    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldChangeNothingWhenARowIsNotAsItMustBe() {
    assertThatThrownBy(
            () ->
                change(
                    RowChange.of(INSERT, List.of(Row.of(1, "a"), Row.of(1_000, "b"))),
                    RowChange.ofExisting(COUNT, List.of(Row.of(1, "a"), Row.of(1_000, "b")))))
        .hasMessageContaining("1 of 2 rows");

    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldCheckBlocksOfRowsToo() {
    List<Row> rows = IntStream.range(0, 150).mapToObj(id -> Row.of(id, "x")).toList();

    change(RowChange.of(INSERT, rows), RowChange.ofExisting(COUNT, rows));

    assertThat(texts()).hasSize(150);
  }

  @Test
  void shouldTellTheFaultAndChangeNothingWhenALaterStatementFails() {
    assertThatThrownBy(
            () ->
                change(
                    RowChange.of(INSERT, List.of(Row.of(1, "a"))),
                    RowChange.of(INSERT, List.of(Row.of(1, "b"))),
                    RowChange.of(INSERT, List.of(Row.of(2, "c")))))
        .isInstanceOf(DatabaseFault.class)
        .hasMessageContaining("Duplicate entry");

    assertThat(texts()).isEmpty();
  }

  @Test
  void shouldKeepTheOrderOfBlocksAndOfWhatIsLeftOfThem() {
    int rows = 2 * RowStatement.BLOCK + 3;
    List<Row> inserted = IntStream.range(0, rows).mapToObj(i -> Row.of(i, "a")).toList();
    List<Row> changed = IntStream.range(0, rows).mapToObj(i -> Row.of(i, text(i))).toList();

    int found =
        change(RowChange.of(INSERT, inserted), RowChange.ofExisting(UPDATE, changed))
            + change(RowChange.of(UPSERT, changed));

    assertThat(found).isEqualTo(3 * rows);
    assertThat(texts())
        .containsExactlyElementsOf(IntStream.range(0, rows).mapToObj(TransactionIT::text).toList());
  }

  private static @Nullable String text(int i) {
    return i % 3 == 0 ? null : "text " + i;
  }

  @Test
  void shouldSendMoreThanFitsInOnePacket() {
    String large = "x".repeat(RowStatement.MAX_BYTES / 2);

    int found =
        change(
            RowChange.of(INSERT, List.of(Row.of(1, large), Row.of(2, large), Row.of(3, large))),
            RowChange.ofExisting(UPDATE, List.of(Row.of(1, "a"), Row.of(2, large))));

    assertThat(found).isEqualTo(5);
    assertThat(texts()).containsExactly("a", large, large);
  }

  private int change(RowChange... changes) {
    return runner.inTransaction(t -> t.change(List.of(changes)));
  }

  private List<String> texts() {
    return runner.inTransaction(
        t -> t.query("SELECT text FROM t ORDER BY id", List.of(), row -> row.getString(1)));
  }
}

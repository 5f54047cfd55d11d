package io.millrace.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.relay.binlog.BinlogEntry;
import io.millrace.relay.binlog.BinlogPosition;
import io.millrace.relay.binlog.TableHistory;
import io.millrace.relay.kafka.Publication;
import io.millrace.relay.kafka.StoredPosition;
import io.millrace.relay.outbox.OutboxRow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final TableHistory TABLE = TableHistory.of("CREATE TABLE outbox (id BIGINT)");
  private static final String ADD = "ALTER TABLE outbox ADD COLUMN a INT";
  private static final StoredPosition START =
      new StoredPosition(at(100, "s:1-10", 0), "server", 7, 3);

  private final Course course = new Course(START, TABLE);

  @Test
  void shouldPublishNothingWhenNothingCame() {
    assertThat(course.publication()).isEmpty();
  }

  @Test
  void shouldPublishRowsAndGoToThePositionOfTheLast() {
    course.follow(row(8, at(200, "s:1-11", 2)));
    course.follow(row(9, at(300, "s:1-12", 2)));

    Publication publication = course.publication().orElseThrow();

    assertThat(publication.rows()).extracting(OutboxRow::id).containsExactly(8L, 9L);
    assertThat(publication.position())
        .isEqualTo(new StoredPosition(at(300, "s:1-12", 2), "server", 9, 3));
    assertThat(publication.table()).isNull();
  }

  @Test
  void shouldGoOnAfterWhatIsPublished() {
    course.follow(row(8, at(200, "s:1-11", 2)));
    course.published(next());

    assertThat(course.publication()).isEmpty();
  }

  @Test
  void shouldMoveOnWithProgressBetweenTransactionsOnly() {
    course.follow(progress(at(200, "s:1-11", 4)));
    assertThat(course.publication()).isEmpty();

    course.follow(progress(at(250, "s:1-12", 0)));
    assertThat(next().binlog().pos()).isEqualTo(250);
  }

  @Test
  void shouldNoteAChangedTableWithTheNextTransactionOnly() {
    course.follow(new BinlogEntry.TableChange(ADD, at(200, "s:1-11", 0)));
    course.follow(progress(at(200, "s:1-11", 0)));
    assertThat(course.publication()).isEmpty();

    course.follow(row(8, at(300, "s:1-12", 2)));
    assertThat(course.publication().orElseThrow().table()).isEqualTo(TABLE.after(ADD));
  }

  @Test
  void shouldNoteAChangedTableOnce() {
    course.follow(new BinlogEntry.TableChange(ADD, at(200, "s:1-11", 0)));
    course.follow(row(8, at(300, "s:1-12", 2)));
    course.published(next());
    course.follow(row(9, at(400, "s:1-13", 2)));

    assertThat(course.publication().orElseThrow().table()).isNull();
  }

  @Test
  void shouldNoteAChangedTableAtOnceWhereTheServerHasNoGtids() {
    course.follow(new BinlogEntry.TableChange(ADD, at(200, null, 0)));
    course.follow(progress(at(210, null, 0)));

    assertThat(course.publication().orElseThrow().table()).isEqualTo(TABLE.after(ADD));
  }

  @Test
  void shouldNotNoteAChangedTableAtThePositionOfARowBeforeTheChange() {
    course.follow(row(8, at(150, "s:1-10", 2)));
    course.follow(new BinlogEntry.TableChange(ADD, at(200, "s:1-11", 0)));
    course.follow(
        new BinlogEntry.TableChange("ALTER TABLE outbox DROP COLUMN a", at(300, "s:1-12", 0)));

    assertThat(next().binlog().pos()).isEqualTo(150);
    assertThat(course.publication().orElseThrow().table()).isNull();
  }

  @Test
  void shouldTakeStatementsOnPartitionsForProgress() {
    course.follow(
        new BinlogEntry.TableChange("ALTER TABLE outbox DROP PARTITION p1", at(200, "s:1-11", 0)));
    course.follow(progress(at(250, "s:1-11", 0)));

    assertThat(course.publication().orElseThrow().table()).isNull();
  }

  private StoredPosition next() {
    return Objects.requireNonNull(course.publication().orElseThrow().position());
  }

  private static BinlogEntry row(long id, BinlogPosition position) {
    return new BinlogEntry.Row(
        new OutboxRow(id, "t", "k", "type", null, null, null, null, Instant.EPOCH), position);
  }

  private static BinlogEntry progress(BinlogPosition position) {
    return new BinlogEntry.Progress(position);
  }

  private static BinlogPosition at(long pos, @Nullable String gtids, long event) {
    return new BinlogPosition("binlog.000001", pos, gtids, event, 0);
  }
}

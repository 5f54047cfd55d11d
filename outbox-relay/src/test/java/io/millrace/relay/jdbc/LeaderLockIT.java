package io.millrace.relay.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.junit.MillraceRuntime;
import io.millrace.local.junit.TestDatabase;
import io.millrace.schema.Migrations;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

@MillraceRuntime
class LeaderLockIT {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestDatabase database;

  LeaderLockIT(TestDatabase database) {
    this.database = database;
    database.clear();
    Migrations.of(database.dataSource()).migrate();
  }

  @Test
  void shouldBeHeldByOneOwnerAtATime() throws SQLException {
    try (LeaderLock one = open("one", LONG);
        LeaderLock other = open("other", LONG)) {
      assertThat(one.take()).isPresent();
      assertThat(other.take()).isEmpty();
      assertThat(other.holder()).isEqualTo("one");
    }
  }

  @Test
  void shouldGoToAnotherOwnerWithALargerTokenWhenTheLeaseIsOver() throws SQLException {
    try (LeaderLock one = open("one", SHORT);
        LeaderLock other = open("other", LONG)) {
      long first = one.take().orElseThrow();

      long second = await().until(other::take, OptionalLong::isPresent).orElseThrow();

      assertThat(second).isGreaterThan(first);
      assertThat(one.renew(first, "{}")).isFalse();
    }
  }

  @Test
  void shouldComeBackAtOnceWithALargerTokenWhenItsOwnerLostItsConnection() throws SQLException {
    try (LeaderLock lost = open("one", LONG);
        LeaderLock again = open("one", LONG)) {
      long first = lost.take().orElseThrow();

      long second = again.take().orElseThrow();

      assertThat(second).isGreaterThan(first);
      assertThat(lost.renew(first, "{}")).isFalse();
    }
  }

  @Test
  void shouldStayWithItsOwnerWhenItIsRenewed() throws SQLException {
    try (LeaderLock one = open("one", SHORT);
        LeaderLock longer = open("one", LONG);
        LeaderLock other = open("other", LONG)) {
      long token = one.take().orElseThrow();
      assertThat(longer.renew(token, "{\"state\": \"STREAMING\"}")).isTrue();

      assertThat(other.take()).isEmpty();
    }
  }

  @Test
  void shouldBeFreeAtOnceWhenItIsReleased() throws SQLException {
    try (LeaderLock one = open("one", LONG);
        LeaderLock other = open("other", LONG)) {
      long token = one.take().orElseThrow();
      one.release(token);

      assertThat(other.holder()).isNull();
      assertThat(other.take().orElseThrow()).isGreaterThan(token);
    }
  }

  private LeaderLock open(String owner, Duration lease) throws SQLException {
    return LeaderLock.open(database.dataSource(), "test", owner, lease);
  }
}

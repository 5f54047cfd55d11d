package io.millrace.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final long NOW = 1_700_000_000_000L;

  private final CommitPace pace = new CommitPace();

  @Test
  void shouldCommitAtOnceWhenEffectsAreFew() {
    assertThat(commits(0, 3, 60, 110, 112)).containsExactly(0L, 3L, 60L, 110L, 112L);
  }

  @Test
  void shouldLetEffectsWaitForOneAnotherWhenTheyAreMany() {
    List<Long> commits = commits(LongStream.range(0, 1_000).toArray());

    assertThat(commits).hasSizeLessThanOrEqualTo(1_000 / 25 + 2);
  }

  @Test
  void shouldCommitAtOnceAgainWhenABurstIsOver() {
    commits(LongStream.range(0, 100).toArray());

    assertThat(commits(200, 202, 400)).containsExactly(200L, 400L);
  }

  private List<Long> commits(long... millis) {
    return LongStream.of(millis).filter(at -> pace.commitsAt(NOW + at)).boxed().toList();
  }
}

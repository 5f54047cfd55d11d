package io.millrace.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AudienceTest {

  @Test
  void shouldBeThoseThatTheHeaderNames() {
    Set<Audience> written = EnumSet.of(Audience.MUTEXES, Audience.DISPATCH);

    String text = Audience.text(written);

    assertThat(text).isEqualTo("dispatch,mutexes");
    assertThat(Audience.of(headers(text))).isEqualTo(written);
  }

  @Test
  void shouldBeNobodyWhenTheHeaderIsEmpty() {
    assertThat(Audience.of(headers(Audience.text(Set.of())))).isEmpty();
  }

  @Test
  void shouldBeEverybodyWhenThereIsNoHeader() {
    assertThat(Audience.of(new RecordHeaders())).containsExactly(Audience.values());
  }

  @Test
  void shouldLeaveOutWhomItDoesNotKnow() {
    assertThat(Audience.of(headers("completions,auditors"))).containsExactly(Audience.COMPLETIONS);
  }

  private static RecordHeaders headers(String text) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Audience.HEADER, text.getBytes(UTF_8));
    return headers;
  }
}

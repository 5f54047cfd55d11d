package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolutionTest {

  private record Fixed(String name, Finding<String> look) implements ServerSource<String> {}

  private static ServerSource<String> usable(String name) {
    return new Fixed(name, new Finding.Usable<>(why -> name + " because " + why));
  }

  private static ServerSource<String> unusable(String name) {
    return new Fixed(name, new Finding.Unusable<>("no " + name, "Get a " + name));
  }

  @Test
  void shouldTakeTheFirstUsableSourceWhenThereAreSeveral() {
    Resolution<String> resolution =
        new Resolution<>("boat", List.of(unusable("canoe"), usable("raft"), usable("ship")));

    assertThat(resolution.start()).isEqualTo("raft because no canoe");
  }

  @Test
  void shouldListEverySourceWithReasonAndRemedyWhenNoneIsUsable() {
    Resolution<String> resolution =
        new Resolution<>("boat", List.of(unusable("canoe"), unusable("raft")));

    assertThatExceptionOfType(LocalRuntimeException.class)
        .isThrownBy(resolution::start)
        .withMessage(
            """
            No boat can be had on this machine:
            - canoe: no canoe. Get a canoe.
            - raft: no raft. Get a raft.\
            """);
  }

  @Test
  void shouldNotLookAnyFurtherWhenASourceIsUsable() {
    List<String> looked = new ArrayList<>();
    ServerSource<String> later =
        new ServerSource<>() {
          @Override
          public String name() {
            return "later";
          }

          @Override
          public Finding<String> look() {
            looked.add("later");
            return new Finding.Unusable<>("late", "Be earlier");
          }
        };

    assertThat(new Resolution<>("boat", List.of(usable("raft"), later)).start()).startsWith("raft");
    assertThat(looked).isEmpty();
  }
}

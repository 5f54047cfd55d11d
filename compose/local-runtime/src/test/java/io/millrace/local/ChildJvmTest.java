package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildJvmTest {

  @Test
  void shouldLeaveTheOptimizingCompilerOutWhenThereAreFewProcessors() {
    assertThat(ChildJvm.options("64m", 2, ""))
        .containsExactly("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  @Test
  void shouldOptimizeWhenThereAreProcessorsForIt() {
    assertThat(ChildJvm.options("64m", 16, "")).containsExactly("-Xmx64m", "-XX:+UseSerialGC");
  }

  @Test
  void shouldPutTheUsersOptionsLastSoThatTheyWin() {
    assertThat(ChildJvm.options("64m", 2, " -Xmx1g\t-XX:TieredStopAtLevel=4 "))
        .endsWith("-Xmx1g", "-XX:TieredStopAtLevel=4");
  }
}

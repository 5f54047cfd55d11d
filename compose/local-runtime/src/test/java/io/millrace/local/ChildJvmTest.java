package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildJvmTest {

  @Test
  void shouldLeaveTheOptimizingCompilerOutWhenThereAreFewProcessors() {
    assertThat(ChildJvm.options("64m", 2, false, ""))
        .containsExactly("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  @Test
  void shouldOptimizeWhenThereAreProcessorsForIt() {
    assertThat(ChildJvm.options("64m", 16, false, ""))
        .containsExactly("-Xmx64m", "-XX:+UseSerialGC");
  }

  @Test
  void shouldAskForHugePagesOnLinuxWhereTheOptionExists() {
    assertThat(ChildJvm.options("64m", 16, true, ""))
        .containsExactly("-Xmx64m", "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages");
  }

  @Test
  void shouldPutTheUsersOptionsLastSoThatTheyWin() {
    assertThat(ChildJvm.options("64m", 2, true, " -Xmx1g\t-XX:TieredStopAtLevel=4 "))
        .endsWith("-Xmx1g", "-XX:TieredStopAtLevel=4");
  }
}

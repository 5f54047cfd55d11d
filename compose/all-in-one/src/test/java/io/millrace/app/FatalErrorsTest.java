package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FatalErrorsTest {

  /** A process in which a thread dies while another one would go on for ever. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      FatalErrors.endTheProcess();
      Thread dying =
          Thread.ofPlatform()
              .name("intake-0")
              .start(
                  () -> {
                    if (arguments[0].equals("error")) {
                      throw new StackOverflowError("too deep");
                    }
                    throw new IllegalStateException("not fatal");
                  });
      dying.join();
      System.exit(0);
    }
  }

  private record End(int exitCode, String errors) {}

  @Test
  void shouldEndTheProcessWhenAThreadDiesOfAnError() throws Exception {
    End end = run("error");

    assertThat(end.exitCode()).isEqualTo(FatalErrors.EXIT_CODE);
    assertThat(end.errors()).contains("thread intake-0 has died", "too deep");
  }

  @Test
  void shouldLetTheProcessGoOnWhenAThreadDiesOfAnException() throws Exception {
    End end = run("exception");

    assertThat(end.exitCode()).isZero();
    assertThat(end.errors()).contains("thread intake-0 has died", "not fatal");
  }

  private static End run(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName(),
                    how))
            .start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(process.waitFor(), errors);
  }
}

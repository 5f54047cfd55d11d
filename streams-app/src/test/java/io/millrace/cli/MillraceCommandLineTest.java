package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Wrong use: one sentence, exit code 2, and nothing is connected to. */
class MillraceCommandLineTest {

  /** Nothing but its commands. */
  @Command(name = "millrace")
  private static final class Main {}

  private record Outcome(int exitCode, String out, String err) {}

  private static final String NOWHERE =
      " --kafka localhost:1 --jdbc jdbc:mysql://localhost:1/m --user u";

  private static Outcome run(String line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        MillraceCommandLine.of(new Main(), MillraceCommandLine.clientCommands())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exitCode = commands.execute(line.strip().split(" +"));
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      textBlock =
          """
          start ⇒ Missing required parameter: 'NAME'
          start order now ⇒ The argument 'now' is unknown here.
          start order --inptu {} ⇒ The option '--inptu' is unknown here. Did you mean --input?
          start order --input nothing ⇒ --input is not JSON: Unrecognized token 'nothing'
          start order --input {"a":[1 ⇒ --input is not JSON: Unexpected end-of-input: expected close marker for Array (start marker at line 1, column 6) at line 1, column 8
          start order --input [1] ⇒ --input must be a JSON object such as '{"orderId": 7}'
          start order --input {"a":1,"a":2} ⇒ --input is not JSON: Duplicate field 'a'
          start order --input {"a":1e999} ⇒ input/a must be a number of at most 1.8e308
          start order --input @/no/such/file ⇒ --input: there is no file /no/such/file that can be read
          start order --priority 101 ⇒ priority must be from 0 to 100, was 101
          start order --priority high ⇒ Invalid value for option '--priority': 'high' is not an int
          start order --wait=0 ⇒ --wait must be 1 or more seconds, was 0
          describe ⇒ Missing required parameter: 'ID'
          describe seventeen ⇒ Invalid value for positional parameter at index 0 (ID): 'seventeen' is not a long
          pause ⇒ Missing required parameter: 'ID'
          skip-node 17 ⇒ Missing required parameter: 'NODE'
          complete-node 17 ⇒ Missing required parameter: 'NODE'
          signal 17 ⇒ Missing required parameter: 'NAME'
          set-priority 17 ⇒ Missing required parameter: 'N'
          set-priority 17 top ⇒ Invalid value for positional parameter at index 1 (N): 'top' is not an int
          list --status done ⇒ --status must be one of pending, running, paused, completed, failed, cancelled, timeout, was 'done'
          list --limit 0 ⇒ --limit must be from 1 to 10000, was 0
          verify ⇒ verify needs the ids of instances, or --all, and not both
          verify 17 --all ⇒ verify needs the ids of instances, or --all, and not both
          dead-letters show ⇒ dead-letters show needs the OFFSET of at least one
          dead-letters list 3 ⇒ dead-letters list takes no OFFSET; did you mean show?
          deploy /no/such/file ⇒ /no/such/file is no file that can be read
          list --prefix a/b ⇒ prefix may have letters, digits, '.', '_' and '-' only
          """)
  void shouldSayOneSentenceWhenUsedWrongly(String line, String sentence) {
    Outcome outcome = run(line + (line.contains("--kafka") ? "" : NOWHERE));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith(sentence).doesNotContain("Exception");
    assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '⇒',
      textBlock =
          """
          list --kafka localhost:1 ⇒ --kafka and --jdbc belong together: give both, or neither
          list --kafka localhost:1 --jdbc postgres://x ⇒ --jdbc must be a URL such as jdbc:mysql:
          """)
  void shouldSayWhatIsWrongWithAnAddress(String line, String sentence) {
    Outcome outcome = run(line);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith(sentence);
  }

  @Test
  void shouldNameEveryFileThatCannotBeRead(@TempDir Path directory) throws Exception {
    Path there = Files.createFile(directory.resolve("there.json"));

    Outcome outcome = run("deploy /no/one " + there + " /no/two" + NOWHERE);

    assertThat(outcome.err().lines())
        .containsExactly(
            "/no/one is no file that can be read", "/no/two is no file that can be read");
  }
}

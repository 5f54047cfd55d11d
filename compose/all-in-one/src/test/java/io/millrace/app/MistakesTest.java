package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use of the command line, for which no server is asked. */
class MistakesTest {

  private static final Set<String> PARTS =
      Set.of("dev", "demo", "bench", "engine", "relay", "worker");

  @TempDir Path directory;

  static Stream<String> commands() {
    return Millrace.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldShowAnExampleWhenAskedForHelp(String command) {
    Answer help = Answer.to(command, "--help").ok();

    assertThat(help.out())
        .startsWith("Usage: millrace " + command)
        .containsPattern("(?s)Examples?:.*millrace " + command);
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldTakeTheCommonOptionsWhenACommandIsTheClients(String command) {
    Answer help = Answer.to(command, "--help").ok();

    if (!PARTS.contains(command)) {
      assertThat(help.out()).contains("--data=DIR", "--json", "--kafka=HOST:PORT", "--jdbc=URL");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "dev", "list", "verify", "dead-letters", "engine"})
  void shouldNameTheOptionWhenItIsUnknown(String command) {
    Answer answer = Answer.to(command, "--no-such-option").wrongUse();

    assertThat(answer.err())
        .startsWith("The option '--no-such-option' is unknown here.")
        .contains("See `millrace " + command + " --help`.");
  }

  @Test
  void shouldListAllCommandsWhenAskedForHelp() {
    assertThat(Answer.to("--help").ok().out())
        .contains("demo", "dev", "deploy", "start", "list", "describe", "pause", "resume", "cancel")
        .contains("retry", "skip-node", "complete-node", "signal", "set-priority", "events")
        .contains("replay", "verify", "dead-letters", "adopt-topic", "engine", "relay", "worker");
  }

  @Test
  void shouldSayThatACommandIsMissingWhenThereIsNone() {
    assertThat(Answer.to().wrongUse().err()).startsWith("A command is missing.");
  }

  @Test
  void shouldNameTheCommandWhenItIsUnknown() {
    assertThat(Answer.to("frobnicate").wrongUse().err())
        .startsWith("There is no command 'frobnicate'.");
  }

  @Test
  void shouldNameWhatIsMissingWhenAParameterIs() {
    assertThat(Answer.to("start").wrongUse().err())
        .startsWith("Missing required parameter: 'NAME'");
  }

  @Test
  void shouldNameTheValueWhenAnIdIsNoNumber() {
    assertThat(Answer.to("describe", "seven").wrongUse().err()).contains("(ID): 'seven'");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      textBlock =
          """
          start order now ⇒ The argument 'now' is unknown here.
          start order --inptu {} ⇒ The option '--inptu' is unknown here. Did you mean --input?
          start order --priority high ⇒ Invalid value for option '--priority': 'high' is not an int
          start order --priority 101 ⇒ priority must be from 0 to 100, was 101
          start order --wait=0 ⇒ --wait must be 1 or more seconds, was 0
          start order --input {"a":[1 ⇒ --input is not JSON: Unexpected end-of-input: expected close marker for Array (start marker at line 1, column 6) at line 1, column 8
          start order --input {"a":1,"a":2} ⇒ --input is not JSON: Duplicate field 'a'
          start order --input {"a":1e999} ⇒ input/a must be a number of at most 1.8e308
          pause 17 -1 ⇒ ID must be from 0 to 2^53 - 1, was -1
          skip-node 17 ⇒ Missing required parameter: 'NODE'
          skip-node 17 approve --number 0 ⇒ --number must be 1 or more, was 0
          complete-node 17 approve --output {bad ⇒ --output is not JSON: Unexpected character
          signal 17 ⇒ Missing required parameter: 'NAME'
          signal 17 go --payload {bad ⇒ --payload is not JSON: Unexpected character
          set-priority 17 ⇒ Missing required parameter: 'N'
          set-priority 17 101 ⇒ priority must be from 0 to 100, was 101
          set-priority 17 top ⇒ Invalid value for positional parameter at index 1 (N): 'top' is not an int
          dead-letters show ⇒ dead-letters show needs the OFFSET of at least one
          dead-letters list 3 ⇒ dead-letters list takes no OFFSET; did you mean show?
          list --prefix a/b ⇒ prefix may have letters, digits, '.', '_' and '-' only
          """)
  void shouldSayOneSentenceBeforeAnythingIsConnectedTo(String line, String sentence) {
    String nowhere = " --kafka 127.0.0.1:1 --jdbc jdbc:mysql://127.0.0.1:1/none";

    Answer answer = Answer.to((line + nowhere).split(" ")).wrongUse();

    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).startsWith(sentence);
    assertThat(answer.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void shouldNameOptionAndPlaceWhenInputIsBrokenJson() {
    assertThat(Answer.to("start", "order", "--input", "{\"a\": }").wrongUse().err())
        .startsWith("--input is not JSON:")
        .contains("line 1, column 7");
  }

  @Test
  void shouldSayWhatIsNeededWhenInputIsNoObject() {
    assertThat(Answer.to("start", "order", "--input", "[1]").wrongUse().err())
        .startsWith("--input must be a JSON object");
  }

  @Test
  void shouldNameTheFileWhenInputIsInNone() {
    Path missing = directory.resolve("missing.json");

    assertThat(Answer.to("start", "order", "--input", "@" + missing).wrongUse().err())
        .isEqualToIgnoringNewLines("--input: there is no file " + missing + " that can be read");
  }

  @Test
  void shouldNameEachFileWhenSomeToDeployAreMissing() throws IOException {
    Path there = Files.writeString(directory.resolve("there.json"), "{}");
    Path missing = directory.resolve("missing.json");

    assertThat(
            Answer.to("deploy", there.toString(), missing.toString(), directory.toString())
                .wrongUse()
                .err()
                .lines())
        .containsExactly(
            missing + " is no file that can be read", directory + " is no file that can be read");
  }

  @Test
  void shouldNameTheStatusesWhenOneToListIsUnknown() {
    assertThat(Answer.to("list", "--status", "done").wrongUse().err())
        .contains("pending, running, paused, completed, failed, cancelled, timeout")
        .contains("was 'done'");
  }

  @Test
  void shouldNameTheRangeWhenALimitIsOutsideOfIt() {
    assertThat(Answer.to("list", "--limit", "0").wrongUse().err())
        .isEqualToIgnoringNewLines("--limit must be from 1 to 10000, was 0");
  }

  @Test
  void shouldAskForInstancesWhenNoneAreToBeVerified() {
    assertThat(Answer.to("verify").wrongUse().err()).contains("needs the ids of instances");
    assertThat(Answer.to("verify", "1", "--all").wrongUse().err()).contains("and not both");
  }

  @Test
  void shouldAskForAnOffsetWhenNoneIsToBeRetried() {
    assertThat(Answer.to("dead-letters", "retry").wrongUse().err()).contains("needs the OFFSET");
    assertThat(Answer.to("dead-letters", "burn").wrongUse().err()).contains("[list, show, retry]");
  }

  @Test
  void shouldAskForTheOtherAddressWhenOneIsGiven() {
    assertThat(Answer.to("list", "--kafka", "127.0.0.1:1").wrongUse().err())
        .isEqualToIgnoringNewLines("--kafka and --jdbc belong together: give both, or neither");
  }

  @Test
  void shouldShowAGoodUrlWhenOneIsNoneOfMySql() {
    assertThat(Answer.to("list", "--kafka", "127.0.0.1:1", "--jdbc", "mysql").wrongUse().err())
        .contains("such as jdbc:mysql://localhost:3306/millrace, was 'mysql'");
  }

  @Test
  void shouldSayWhatToDoWhenNoMillraceRunsOnTheDirectory() {
    assertThat(Answer.to("list", "--data", directory.toString()).failed().err())
        .contains("no Millrace runs on " + directory)
        .contains("millrace dev --data " + directory)
        .contains("--kafka and --jdbc");
  }

  @Test
  void shouldSayThatMySqlDoesNotAnswerWhenNothingIsThere() {
    assertThat(
            Answer.to("list", "--kafka", "127.0.0.1:1", "--jdbc", "jdbc:mysql://127.0.0.1:1/none")
                .failed()
                .err())
        .isEqualToIgnoringNewLines("MySQL does not answer; is it running? (Connection refused)");
  }

  @Test
  void shouldSayThatKafkaDoesNotAnswerWhenNothingIsThere() {
    assertThat(
            Answer.to(
                    "start",
                    "order",
                    "--kafka",
                    "127.0.0.1:1",
                    "--jdbc",
                    "jdbc:mysql://127.0.0.1:1/none")
                .failed()
                .err())
        .isEqualToIgnoringNewLines(
            "cannot write to millrace.starts: Kafka at 127.0.0.1:1 does not answer; is it"
                + " running?");
  }

  @Test
  void shouldNameEverySettingWhenAnEngineGetsWrongOnes() {
    assertThat(
            Answer.to("engine", "-D", "intake.threads=many", "-D", "intake.thread=1")
                .wrongUse()
                .err())
        .contains("millrace.intake.threads: ", "millrace.intake.thread: ");
  }

  @Test
  void shouldNameTheNumberWhenDevIsToRunNoEngine() {
    assertThat(Answer.to("dev", "--engines", "0").wrongUse().err())
        .isEqualToIgnoringNewLines("--engines must be from 1 to 16, was 0");
  }

  @Test
  void shouldNameTheWorkloadsWhenOneToMeasureIsUnknown() {
    assertThat(Answer.to("bench", "W1", "W9").wrongUse().err())
        .isEqualToIgnoringNewLines(
            "there is no workload 'W9'; choose from W1, W5, F10, L, H, B, R, A, P, core, all");
  }

  @Test
  void shouldMeasureNothingWhenTheCoreIsNamedBesideAnUnknownWorkload() {
    assertThat(Answer.to("bench", "core", "cores").wrongUse().err())
        .contains("there is no workload 'cores'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-3", "0"})
  void shouldNameTheNumberWhenNoInstancesAreToBeMeasured(String count) {
    String refusal = "--instances must be 1 or more, was " + count;

    assertThat(Answer.to("bench", "W1", "--instances", count).wrongUse().err())
        .isEqualToIgnoringNewLines(refusal);
    assertThat(Answer.to("bench", "core", "--instances", count).wrongUse().err())
        .isEqualToIgnoringNewLines(refusal);
  }

  @Test
  void shouldNameTheOptionWhenTheInstancesToMeasureAreNoNumber() {
    assertThat(Answer.to("bench", "W1", "--instances", "many").wrongUse().err())
        .contains("--instances", "'many'");
  }

  @Test
  void shouldAskForOnePlaceWhenTwoAreToBeMeasured() {
    assertThat(Answer.to("bench", "--kafka", "127.0.0.1:1").wrongUse().err())
        .isEqualToIgnoringNewLines("--kafka and --jdbc belong together: give both, or neither");
    assertThat(
            Answer.to("bench", "--data", directory.toString(), "--kafka", "127.0.0.1:1")
                .wrongUse()
                .err())
        .contains("--data", "give one");
  }

  @Test
  void shouldSayWhatToDoWhenNoMillraceRunsWhereOneIsToBeMeasured() {
    assertThat(Answer.to("bench", "W1", "--data", directory.toString()).failed().err())
        .contains("no Millrace runs on " + directory);
  }
}

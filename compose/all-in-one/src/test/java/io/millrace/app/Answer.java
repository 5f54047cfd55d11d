package io.millrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command printed, and how it ended.
 *
 * @param exit its exit code
 * @param out what it printed for programs or people
 * @param err what it complained about
 */
record Answer(int exit, String out, String err) {

  /** Runs a command in this process. */
  static Answer to(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Millrace.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = line.execute(arguments);
    Answer answer = new Answer(exit, out.toString(), err.toString());
    assertThat(answer.err)
        .as("what %s complains about", List.of(arguments))
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("unexpected");
    return answer;
  }

  /** Expects that it went well. */
  Answer ok() {
    assertThat(exit).as("%s%s", out, err).isZero();
    return this;
  }

  /** Expects that the work failed. */
  Answer failed() {
    assertThat(exit).as("%s%s", out, err).isEqualTo(1);
    return this;
  }

  /** Expects that it was used wrongly, and printed nothing but complaints. */
  Answer wrongUse() {
    assertThat(exit).as("%s%s", out, err).isEqualTo(2);
    assertThat(out).isEmpty();
    return this;
  }

  /** What it printed, as JSON. */
  JsonNode json() {
    return Json.tree(out);
  }

  /** What it printed, as JSON, one document per line. */
  List<JsonNode> jsonLines() {
    return out.lines().map(Json::tree).toList();
  }
}

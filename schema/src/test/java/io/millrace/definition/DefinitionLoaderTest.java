package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused and how it is said. Single quotes in these texts stand for double quotes. */
class DefinitionLoaderTest {

  private static final String TASK = "{'id': 'a', 'type': 'task', 'executor': 'noop'}";

  private final DefinitionLoader loader = new DefinitionLoader();

  private static String workflow(String nodes) {
    return "{'id': 'w', 'version': '1.0.0', 'nodes': [" + nodes + "]}";
  }

  private Loaded load(String json) {
    return loader.load(json.replace('\'', '"'));
  }

  private List<Problem> problems(String json) {
    return catchThrowableOfType(InvalidDefinition.class, () -> load(json)).problems();
  }

  private String onlyProblem(String json) {
    List<Problem> problems = problems(json);
    assertThat(problems).hasSize(1);
    return problems.getFirst().code() + " " + problems.getFirst();
  }

  @Test
  void shouldNameThePlaceWhenTheTextIsNoJson() {
    assertThat(onlyProblem("{'id': 'w',, }")).startsWith("json").contains("line 1", "column");
  }

  @Test
  void shouldRefuseAPropertyThatIsGivenTwice() {
    assertThat(onlyProblem("{'id': 'w', 'id': 'x'}")).contains("Duplicate", "'id'");
  }

  @Test
  void shouldRefuseWhatIsNoObject() {
    assertThat(onlyProblem("[1]")).isEqualTo("json the definition must be a JSON object");
  }

  @Test
  void shouldRefuseMoreThanOneMebibyte() {
    byte[] large = ("\"" + "x".repeat(1 << 20) + "\"").getBytes(StandardCharsets.UTF_8);
    assertThat(catchThrowableOfType(InvalidDefinition.class, () -> loader.load(large)).problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo("too-large");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      textBlock =
          """
          # the workflow
          {'version': '1.0.0', 'nodes': [TASK]} ⇒ missing-property 'id' is missing (name the workflow)
          {'id': 'w', 'nodes': [TASK]} ⇒ missing-property 'version' is missing
          {'id': 'w', 'version': '1.0.0'} ⇒ missing-property 'nodes' is missing
          {'id': 'w', 'version': '1.0.0', 'nodes': []} ⇒ wrong-value /nodes: must have at least 1 element, not []
          {'id': 'w', 'version': 'one', 'nodes': [TASK]} ⇒ wrong-value /version: must match ^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$, not "one" (write a semantic version such as 1.0.0)
          {'id': 'w\\u0000', 'version': '1.0.0', 'nodes': [TASK]} ⇒ wrong-value /id: must not contain control characters
          {'name': ' ', 'version': '1.0.0', 'nodes': [TASK]} ⇒ wrong-value /name: must not be blank
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'timeout': -1}} ⇒ wrong-value /config/timeout: must be at least 1, not -1
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'inputs': {'n': {'validation': {'min': 5, 'max': 1.5}}}} ⇒ wrong-value /inputs/n/validation/min: must not be more than 'max', which is 1.5, was 5 (no value could satisfy both)
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'inputs': {'n': {'validation': {'minItems': 2, 'maxItems': 1}}}} ⇒ wrong-value /inputs/n/validation/minItems: must not be more than 'maxItems', which is 1, was 2 (no value could satisfy both)
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'confg': {}} ⇒ unknown-property /confg: unknown property 'confg' (did you mean 'config'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'priority': 101}} ⇒ wrong-value /config/priority: must be at most 100, not 101
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'priority': 'urgent'}} ⇒ wrong-value /config/priority: must be one of low, normal, high, critical, not "urgent"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'timeout': 'soon'}} ⇒ wrong-duration /config/timeout: a duration must be milliseconds or an ISO-8601 duration such as "PT5M", not "soon"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'retries': 'x'}} ⇒ wrong-type /config/retries: must be a whole number, not "x"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'config': {'mutexKey': 'input.'}} ⇒ expression /config/mutexKey: expected a property name but found the end at character 7
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'inputs': {'n': {'type': 'int'}}} ⇒ wrong-value /inputs/n/type: must be one of string, number, integer, boolean, object, array, any, not "int"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'inputs': {'n': {'type': 'integer', 'default': 'x'}}} ⇒ wrong-default /inputs/n/default: the default of 'n' must be a whole number, not "x"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'inputs': {'n': {'validation': {'pattern': '('}}}} ⇒ wrong-value /inputs/n/validation/pattern: must be a regular expression: Unclosed group
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK], 'outputs': {'o': {'value': 'nodes.b.output'}}} ⇒ unknown-node /outputs/o/value: unknown node 'b' at character 7 (did you mean 'a'?)
          # nodes
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'tsk'}]} ⇒ unknown-node-type /nodes/0/type: unknown node type "tsk"; it must be one of task, condition, parallel, loop, subprocess (did you mean 'task'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task'}]} ⇒ missing-property /nodes/0: 'executor' is missing
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'type': 'task', 'executor': 'noop'}]} ⇒ missing-property /nodes/0: 'id' is missing
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a.b', 'type': 'task', 'executor': 'noop'}]} ⇒ wrong-value /nodes/0/id: must match ^[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_-]*$, not "a.b" (an id consists of letters of any script, digits, _ and -)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'retry': 1}]} ⇒ unknown-property /nodes/0/retry: unknown property 'retry' (did you mean 'retries'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'branches': {}}]} ⇒ unknown-property /nodes/0/branches: unknown property 'branches' (KNOWN)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'errorHandling': 'giveup'}]} ⇒ wrong-value /nodes/0/errorHandling: must be one of retry, fail-fast, continue, ignore, failover, circuit-breaker, compensate, not "giveup"
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'errorHandling': {'onFailure': 'explode'}}]} ⇒ wrong-value /nodes/0/errorHandling/onFailure: must be one of stop, continue, rollback, not "explode"
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK, TASK]} ⇒ duplicate-id /nodes/1/id: the id 'a' is taken by the node at /nodes/0 (ids are unique in the whole definition, in loops and branches too)
          {'id': 'w', 'version': '1.0.0', 'nodes': [TASK, {'id': 'b', 'type': 'task', 'executor': 'noop', 'dependsOn': ['aa']}]} ⇒ unknown-dependency /nodes/1/dependsOn/0: 'b' depends on 'aa', which is not a node of this definition (did you mean 'a'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'dependsOn': ['a']}]} ⇒ cycle /nodes/0/dependsOn: nodes wait for each other: a → a (remove one of these dependencies)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'dependsOn': ['c']}, {'id': 'b', 'type': 'task', 'executor': 'noop', 'dependsOn': ['a']}, {'id': 'c', 'type': 'task', 'executor': 'noop', 'dependsOn': ['b']}]} ⇒ cycle /nodes/0/dependsOn: nodes wait for each other: a → c → b → a (remove one of these dependencies)
          # expressions
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'config': {'x': [{'y/z': '${input.}'}]}}]} ⇒ expression /nodes/0/config/x/0/y~1z: expected a property name but found the end at character 9
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'config': {'x': '${input.a'}}]} ⇒ expression /nodes/0/config/x: ${ is not closed at character 1 (add the closing brace, or write ${'${'} for the two characters themselves)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'condition': 'inputs.ok'}]} ⇒ unknown-name /nodes/0/condition: unknown name 'inputs' at character 1 (did you mean 'input'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'condition': 'input.x.getClass()'}]} ⇒ unknown-name /nodes/0/condition: unknown function 'getClass' at character 9 (FUNCTIONS)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'condition': 'secrets.x === 1'}]} ⇒ expression /nodes/0/condition: secrets can be used in the config of a task only at character 1 (the worker inserts them: write ${secrets.name}, alone or with text around it, in the config of a task)
          # built-in executors
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'wait', 'config': {}}]} ⇒ wait-config /nodes/0/config: wait needs either 'duration' or 'until' in its config (such as {"duration": "PT5M"} or {"until": "${input.dueAt}"})
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'wait', 'config': {'duration': 'later'}}]} ⇒ wait-config /nodes/0/config/duration: a duration must be milliseconds or an ISO-8601 duration such as "PT5M", not "later"
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'wait', 'config': {'until': 'Friday'}}]} ⇒ wait-config /nodes/0/config/until: a point in time must be ISO-8601 such as "2026-11-22T10:00:00Z" or milliseconds since 1970, not "Friday"
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'signal', 'config': {}}]} ⇒ signal-config /nodes/0/config: signal needs the signal's 'name' in its config (such as {"name": "approved"})
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'signal', 'config': {'name': 'x', 'timeot': 1}}]} ⇒ unknown-property /nodes/0/config/timeot: unknown property 'timeot' in the config of signal (did you mean 'timeout'?)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'transform'}]} ⇒ missing-property /nodes/0: 'config' is missing: it is the output of transform
          # loops
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'forEach', 'nodes': [TASK]}]} ⇒ loop-without-source /nodes/0: a forEach loop needs 'sourceExpression' (such as "sourceExpression": "input.items")
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'times', 'nodes': [TASK]}]} ⇒ loop-without-source /nodes/0: a times loop needs 'count' (such as "count": 3 or "count": "input.attempts")
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'while', 'nodes': [TASK]}]} ⇒ loop-without-source /nodes/0: a while loop needs 'condition' (such as "condition": "nodes.poll.output.done !== true")
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'dynamic', 'nodes': [TASK]}]} ⇒ loop-without-source /nodes/0: a dynamic loop needs 'sourceExpression' or 'condition' (such as "condition": "nodes.poll.output.done !== true")
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'for', 'nodes': [TASK]}]} ⇒ wrong-value /nodes/0/loopType: must be one of forEach, dynamic, times, while, not "for"
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'l', 'type': 'loop', 'loopType': 'times', 'count': 2, 'nodes': []}]} ⇒ wrong-value /nodes/0/nodes: must have at least 1 element, not []
          # branches
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'p', 'type': 'parallel', 'branches': []}]} ⇒ wrong-value /nodes/0/branches: must have at least 1 element, not []
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'p', 'type': 'parallel', 'branches': [{'id': 'x', 'nodes': [TASK]}, {'id': 'x', 'nodes': [{'id': 'b', 'type': 'task', 'executor': 'noop'}]}]}]} ⇒ duplicate-id /nodes/0/branches/1/id: the branch id 'x' is taken by another branch of this node (the output of a parallel node has one property for each branch id)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'p', 'type': 'parallel', 'branches': [{'id': 'x', 'nodes': [TASK]}, {'id': 'y', 'nodes': [{'id': 'b', 'type': 'task', 'executor': 'noop', 'dependsOn': ['a']}]}]}]} ⇒ dependency-across-branches /nodes/0/branches/1/nodes/0/dependsOn/0: 'b' depends on 'a', which lies in another branch of 'p' (put both into the same branch, or the first before 'p')
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'p', 'type': 'parallel', 'branches': [{'id': 'x', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop', 'dependsOn': ['p']}]}]}]} ⇒ cycle /nodes/0/branches/0/nodes/0/dependsOn/0: 'a' depends on 'p', inside which it lies (a node starts after the one around it in any case; leave this out)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'c', 'type': 'condition', 'branches': {'true': [TASK]}}]} ⇒ missing-property /nodes/0: 'condition' is missing
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'c', 'type': 'condition', 'condition': 'input.ok', 'branches': {'true': [TASK]}, 'defaultBranch': 'maybe'}]} ⇒ wrong-value /nodes/0/defaultBranch: must be one of true, false, not "maybe"
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'c', 'type': 'condition', 'condition': 'input.ok', 'branches': {'yes': [TASK]}}]} ⇒ unknown-property /nodes/0/branches/yes: unknown property 'yes' (known are true, false)
          # subprocesses
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 's', 'type': 'subprocess'}]} ⇒ subprocess-source /nodes/0: 'workflowName' is missing: a subprocess says which workflow it runs (give 'workflowName', or 'workflowSource' with the definition inside)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 's', 'type': 'subprocess', 'workflowName': 'x', 'version': 'newest'}]} ⇒ wrong-value /nodes/0/version: 'newest' is not a version like 1.2.3 (give an exact version, latest, or a range such as ^1.2.0)
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 's', 'type': 'subprocess', 'workflowSource': {'type': 'inline'}}]} ⇒ subprocess-source /nodes/0/workflowSource: 'definition' is missing: an inline source holds the workflow itself
          {'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 's', 'type': 'subprocess', 'workflowSource': {'type': 'inline', 'definition': {'nodes': [{'id': 'b', 'type': 'tusk'}]}}}]} ⇒ unknown-node-type /nodes/0/workflowSource/definition/nodes/0/type: unknown node type "tusk"; it must be one of task, condition, parallel, loop, subprocess (did you mean 'task'?)
          """)
  void shouldSayEachMistakeInOneSentence(String definition, String expected) {
    String problem = onlyProblem(definition.replace("TASK", TASK));
    assertThat(
            problem
                .replaceAll("\\(known are .*waitFor.*\\)", "(KNOWN)")
                .replaceAll("\\(the methods are .*\\)", "(FUNCTIONS)"))
        .isEqualTo(expected);
  }

  @Test
  void shouldNameAllProblemsAtOnce() {
    List<Problem> problems =
        problems(
            """
            {'id': 'w', 'version': '1', 'surprise': 1,
             'nodes': [
               {'id': 'a', 'type': 'task', 'executor': 'noop', 'dependsOn': ['b'], 'retries': -1},
               {'id': 'b', 'type': 'task', 'executor': 'noop', 'dependsOn': ['a', 'z']},
               {'id': 'b', 'type': 'tasks'},
               {'id': 'l', 'type': 'loop', 'loopType': 'forEach',
                'nodes': [{'id': 'i', 'type': 'task', 'executor': 'noop', 'condition': '1 +'}]}]}
            """);

    assertThat(problems)
        .extracting(problem -> problem.code() + " " + problem.pointer())
        .containsExactlyInAnyOrder(
            "wrong-value /version",
            "unknown-property /surprise",
            "wrong-value /nodes/0/retries",
            "unknown-node-type /nodes/2/type",
            "duplicate-id /nodes/2/id",
            "unknown-dependency /nodes/1/dependsOn/1",
            "cycle /nodes/0/dependsOn",
            "loop-without-source /nodes/3",
            "expression /nodes/3/nodes/0/condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'NAME', 'version': '1.0.0', 'nodes': [TASK]}",
        "{'id': 'w', 'version': '1.0.0', 'metadata': {'category': 'NAME'}, 'nodes': [TASK]}",
        "{'id': 'w', 'version': '1.0.0', 'metadata': {'author': 'NAME'}, 'nodes': [TASK]}",
        "{'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'name': 'NAME', 'type': 'task',"
            + " 'executor': 'noop'}]}",
        "{'id': 'w', 'version': '1.0.0', 'nodes': [{'id': 'a', 'type': 'task', 'executor': 'noop',"
            + " 'compensate': {'name': 'NAME', 'executor': 'noop'}}]}",
        "{'id': 'w', 'version': '1.0.0', 'description': 'NAME NAME', 'nodes': [TASK]}"
      })
  void shouldRefuseATextThatItsColumnCannotTake(String definition) {
    String name = definition.contains("description") ? "x".repeat(9_000) : "x".repeat(256);

    assertThat(onlyProblem(definition.replace("NAME", name).replace("TASK", TASK)))
        .startsWith("wrong-value")
        .contains("must have at most");
  }

  @Test
  void shouldRefuseAnInlineWorkflowWhoseNameWouldBeTooLong() {
    String id = "s".repeat(150);

    assertThat(
            onlyProblem(
                "{'id': '%s', 'version': '1.0.0', 'nodes': [{'id': '%s', 'type': 'subprocess', 'workflowSource': {'type': 'inline', 'definition': {'nodes': [%s]}}}]}"
                    .formatted(id, id, TASK)))
        .startsWith("wrong-value /nodes/0/workflowSource/definition: the workflow's name, 'sss")
        .endsWith("must have at most 255 characters, had 301 (give the inline definition an 'id')");
  }

  @Test
  void shouldRefuseMoreThanAThousandNodes() {
    String nodes =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> "{'id': 'n" + i + "', 'type': 'task', 'executor': 'noop'}")
            .collect(Collectors.joining(","));

    assertThat(onlyProblem(workflow(nodes)))
        .startsWith("too-many-nodes /nodes: the definition has 1001 nodes; at most 1000");
  }

  @Test
  void shouldRefuseElevenLevels() {
    String nodes = TASK;
    for (int i = 0; i < 10; i++) {
      nodes =
          "{'id': 'l"
              + i
              + "', 'type': 'loop', 'loopType': 'times', 'count': 1, 'nodes': ["
              + nodes
              + "]}";
    }

    assertThat(onlyProblem(workflow(nodes))).startsWith("nested-too-deeply");
    assertThat(onlyProblem(workflow(nodes))).contains("/nodes/0/nodes/0/nodes/0");
  }

  @Test
  void shouldRefuseAsManyLevelsAsJsonMayHave() {
    StringBuilder nodes = new StringBuilder();
    for (int i = 0; i < 95; i++) {
      nodes.append(
          "{'id': 'l%d', 'type': 'loop', 'loopType': 'times', 'count': 1, 'nodes': [".formatted(i));
    }
    nodes.append(TASK).append("]}".repeat(95));

    assertThat(onlyProblem(workflow(nodes.toString()))).startsWith("nested-too-deeply");
  }

  @Test
  void shouldRefuseAChainOfTenThousandNodes() {
    String nodes =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "{'id': 'n%d', 'type': 'task', 'executor': 'x', 'dependsOn': ['n%d']}"
                        .formatted(i, i + 1))
            .collect(Collectors.joining(","));

    assertThat(onlyProblem(workflow(nodes))).startsWith("too-many-nodes");
  }

  @Test
  void shouldLoadTenLevels() {
    String nodes = TASK;
    for (int i = 0; i < 9; i++) {
      nodes =
          "{'id': 'l"
              + i
              + "', 'type': 'loop', 'loopType': 'times', 'count': 1, 'nodes': ["
              + nodes
              + "]}";
    }

    assertThat(load(workflow(nodes)).definition().placements()).hasSize(10);
  }

  @Test
  void shouldRefuseAnExpressionOfMoreThanFourKibibytes() {
    String condition = "input.a" + " || input.a".repeat(400);

    assertThat(onlyProblem(workflow(TASK.replace("}", ", 'condition': '" + condition + "'}"))))
        .startsWith("expression /nodes/0/condition: the expression has 4407 bytes; at most 4096");
  }

  @Test
  void shouldWarnOfAdvisoryBlocksAndLoad() {
    Loaded loaded =
        load(
            """
            {'id': 'w', 'version': '1.0.0', 'resourceAllocation': {'cpu': 2},
             'config': {'loadBalancing': {'x': 1}},
             'nodes': [
               {'id': 'p', 'type': 'parallel', 'synchronization': {}, 'branches': [
                 {'id': 'x', 'resources': {'memory': '1Gi'}, 'nodes': [TASK]}]},
               {'id': 's', 'type': 'subprocess', 'workflowSource': {'type': 'url', 'url': 'http://h/x'},
                'lifecycle': {'startup': {}, 'errorHandling': {'retryPolicy': {'maxRetries': 2}, 'alert': 1}}}]}
            """
                .replace("TASK", TASK));

    assertThat(loaded.warnings())
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/resourceAllocation",
            "/config/loadBalancing",
            "/nodes/0/synchronization",
            "/nodes/0/branches/0/resources",
            "/nodes/1/workflowSource/url",
            "/nodes/1/lifecycle/startup",
            "/nodes/1/lifecycle/errorHandling/alert");
  }

  @Test
  void shouldWarnWhenANodeOfALoopIsReadOutsideIt() {
    Loaded loaded =
        load(
            workflow(
                "{'id': 'l', 'type': 'loop', 'loopType': 'times', 'count': 2, 'nodes': ["
                    + TASK
                    + "]}, {'id': 'b', 'type': 'task', 'executor': 'noop', 'dependsOn': ['l'],"
                    + " 'config': {'x': '${nodes.a.output}'}}"));

    assertThat(loaded.warnings())
        .singleElement()
        .hasToString(
            "/nodes/1/config: nodes.a is null here: it lives in the iterations of l (use"
                + " nodes.l.output, the list of what the iterations gave)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      textBlock =
          """
          {'id': 'b', 'type': 'task', 'executor': 'noop', 'config': {'x': '${$item.n}'}} ⇒ /nodes/1/config: $item is null here: it has a value inside a loop only
          {'id': 'b', 'type': 'task', 'executor': 'noop', 'condition': '$index > 1'} ⇒ /nodes/1/condition: $index is null here: it has a value inside a loop only
          {'id': 'b', 'type': 'loop', 'loopType': 'forEach', 'sourceExpression': '$item', 'nodes': [C]} ⇒ /nodes/1/sourceExpression: $item is null here: it has a value inside a loop only
          {'id': 'b', 'type': 'task', 'executor': 'noop', 'config': {'x': '${output.n}'}} ⇒ /nodes/1/config: output is null here: it has a value in the outputMapping of a subprocess only (the output of a node is nodes.<id>.output)
          {'id': 'b', 'type': 'task', 'executor': 'noop', 'config': {'x': '${nodes.a.outptu.n}'}} ⇒ /nodes/1/config: nodes.a.outptu is null here: a node has no 'outptu' (did you mean 'output'?)
          {'id': 'b', 'type': 'task', 'executor': 'noop', 'condition': 'nodes.a?.result'} ⇒ /nodes/1/condition: nodes.a.result is null here: a node has no 'result' (a node has output, status, error, startedAt, completedAt, branch, attempts)
          """)
  void shouldWarnOfWhatIsNullWhereItStands(String node, String expected) {
    String other = "{'id': 'c', 'type': 'task', 'executor': 'noop'}";

    Loaded loaded = load(workflow(TASK + "," + node.replace("C", other)));

    assertThat(loaded.warnings()).singleElement().hasToString(expected);
  }

  @Test
  void shouldLetBlocksWaitWhenADependencyCrossesThem() {
    Loaded loaded =
        load(
            workflow(
                "{'id': 'x', 'type': 'task', 'executor': 'noop'}, {'id': 'p', 'type': 'parallel',"
                    + " 'branches': [{'id': 'q', 'nodes': [{'id': 'a', 'type': 'task', 'executor':"
                    + " 'noop', 'dependsOn': ['x']}]}]}"));

    assertThat(loaded.definition().nodes().dependents("x")).extracting(Node::id).contains("p");
    assertThat(loaded.warnings())
        .extracting(Problem::code)
        .containsExactly("dependency-across-blocks");
  }

  @Test
  void shouldNotWarnWhenTasksAreToBePlaced() {
    Loaded loaded =
        load(
            workflow(
                "{'id': 'a', 'type': 'task', 'executor': 'noop', 'distributed': {'strategy':"
                    + " 'hash', 'preferredEngine': 'e', 'requiredCapabilities': ['gpu']}}"));

    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void shouldWarnWhenSomethingIsToBePlacedThatIsNoTask() {
    Loaded loaded =
        load(
            workflow(
                "{'id': 'p', 'type': 'parallel', 'distributed': {'strategy': 'hash'}, 'branches':"
                    + " [{'id': 'x', 'nodes': [{'id': 'a', 'type': 'task', 'executor':"
                    + " 'noop'}]}]}"));

    assertThat(loaded.warnings())
        .extracting(Problem::pointer)
        .containsExactly("/nodes/0/distributed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'requiredCapabilities': ['gpu', ' ']|/nodes/0/distributed/requiredCapabilities/1",
        "'preferredEngine': ''|/nodes/0/distributed/preferredEngine",
        "'requiredCapabilities': ['大内存大内存大内存大内存']|/nodes/0/distributed/requiredCapabilities"
      })
  void shouldRefuseWhenAWorkerCannotBeCalledThat(String distributed, String pointer) {
    String task =
        "{'id': 'a', 'type': 'task', 'executor': 'noop', 'distributed': {" + distributed + "}}";

    assertThat(problems(workflow(task))).extracting(Problem::pointer).containsExactly(pointer);
  }

  @Test
  void shouldWarnOfPropertiesThatHaveNoEffectWhereTheyStand() {
    Loaded loaded =
        new DefinitionLoader()
            .load(
                """
                {"id":"w","version":"1.0.0","config":{"recovery":{"maxRecoveryAttempts":3}},
                 "nodes":[
                  {"id":"a","type":"task","executor":"noop",
                   "lifecycle":{"errorHandling":{"fallbackWorkflow":"other"}}},
                  {"id":"l","type":"loop","loopType":"times","count":3,"batchSize":2,
                   "nodes":[{"id":"b","type":"task","executor":"noop"}]}]}
                """);

    assertThat(loaded.warnings())
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/config/recovery/maxRecoveryAttempts",
            "/nodes/0/lifecycle/errorHandling/fallbackWorkflow",
            "/nodes/1/batchSize");
  }
}

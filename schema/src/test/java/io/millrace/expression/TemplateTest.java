package io.millrace.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private final ExpressionLanguage language = new ExpressionLanguage(ExpressionLimits.DEFAULTS);

  private final FakeScope scope =
      new FakeScope()
          .with(
              "input", "{'n': 5, 'text': 'hi', 'list': [1, 2], 'on': true, 'evil': '${secrets.k}'}")
          .with("output", "{'sum': 3}")
          .node("a", "{'output': {'x': 1}}");

  private static JsonNode json(String text) {
    return FakeScope.json(text);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          plain                              → 'plain'
          ${input.n}                         → 5
          ${input.list}                      → [1, 2]
          ${input.on}                        → true
          ${input.missing}                   → null
          n is ${input.n}                    → 'n is 5'
          ${input.n}${input.n}               → '55'
          ${input.text}!                     → 'hi!'
          ${input.list} and ${input.missing} → '[1,2] and null'
          ${'}'}                             → '}'
          ${"}" + '{'}                       → '}{'
          ${{a: {b: 1}}.a.b}                 → 1
          ${{a: 1}}                          → {'a': 1}
          ${'it\\'s }'}                      → 'it\\u0027s }'
          $5 and {x} and $                   → '$5 and {x} and $'
          ${'${'}n}                          → '${n}'
          ${input.n > 3 ? 'x' : 'y'}         → 'x'
          """)
  void shouldKeepTheTypeOfASingleExpressionAndJoinTheRest(String template, String expected) {
    assertThat(language.template(template, Vocabulary.ANY).evaluate(scope))
        .isEqualTo(json(expected));
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          input.n           → 5
          input             → {'n': 5, 'text': 'hi', 'list': [1, 2], 'on': true, 'evil': '${secrets.k}'}
          input['text']     → 'hi'
          output.sum        → 3
          nodes.a.output.x  → 1
          $item             → null
          input.n + 1       → 6
          inputs.n          → 'inputs.n'
          input-n           → 'input-n'
          a constant        → 'a constant'
          ${input.n}        → 5
          input.n ${input.n} → 'input.n 5'
          """)
  void shouldReadAMappingAsAnExpressionOnlyWhenItStartsWithAKnownName(
      String mapping, String expected) {
    assertThat(language.mapping(mapping, Vocabulary.ANY).evaluate(scope)).isEqualTo(json(expected));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          input.n > 3                             → true
          ${input.n > 3}                          → true
          ' ${input.n > 9} '                      → true
          ${input.n} > 3                          → true
          ${input.n} > 3 && ${input.text} == 'hi' → true
          '${input.text}' === 'hi'                → true
          '${input.text} ${input.n}' === 'hi 5'   → true
          input.missing                           → false
          input.list                              → true
          ''                                      → false
          0                                       → false
          '0'                                     → true
          null                                    → false
          NaN                                     → false
          """)
  void shouldTestConditionsWithAndWithoutPlaceholders(String condition, boolean expected) {
    assertThat(language.condition(condition, Vocabulary.ANY).test(scope)).isEqualTo(expected);
  }

  @Test
  void shouldEvaluateEveryStringOfATree() {
    JsonTemplate template =
        language.json(
            json("{'a': ['${input.n}', {'b': 'x${input.text}'}, 7], 'c': null, '${d}': 'plain'}"),
            Vocabulary.ANY,
            TemplateProblems.THROW);

    assertThat(template.evaluate(scope))
        .isEqualTo(json("{'a': [5, {'b': 'xhi'}, 7], 'c': null, '${d}': 'plain'}"));
    assertThat(template.references().roots()).containsExactly("input");
    assertThat(template.isConstant()).isFalse();
  }

  @Test
  void shouldGiveBackItsSourceWhenNothingInATreeIsAnExpression() {
    JsonNode tree = json("{'a': [1, 'two']}");

    JsonTemplate template = language.json(tree, Vocabulary.ANY, TemplateProblems.THROW);

    assertThat(template.isConstant()).isTrue();
    assertThat(template.evaluate(scope)).isSameAs(tree);
  }

  @Test
  void shouldReportEachBrokenStringOfATreeWithItsPointer() {
    List<String> problems = new ArrayList<>();

    language.json(
        json("{'a': ['${1 +}'], 'b/c': {'~': '${unknown}'}}"),
        Vocabulary.ANY,
        (pointer, problem) -> problems.add(pointer + " " + problem.position()));

    assertThat(problems).containsExactly("/a/0 5", "/b~1c/~0 2");
  }

  @Test
  void shouldRefuseATreeThatIsTooLargeAsAWhole() {
    JsonNode large = json("'" + "x".repeat(300_000) + "'");
    FakeScope reading = new FakeScope().with("input", large);
    JsonTemplate template =
        language.json(
            json("['${input}', '${input}', '${input}', '${input}']"),
            Vocabulary.ANY,
            TemplateProblems.THROW);

    assertThatThrownBy(() -> template.evaluate(reading))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void shouldLeaveSecretsToTheWorkerAndSayWhereTheyGo() {
    JsonTemplate template =
        language.json(
            json(
                "{'h': {'auth/x': 'Bearer ${secrets.token}, ${input.n} ${secrets[\\'a b\\']}'}}"
                    .replace("\\'", "\\u0027")),
            Vocabulary.ANY.withSecrets(),
            TemplateProblems.THROW);

    JsonTemplate.Resolved resolved = template.resolve(scope);

    assertThat(resolved.value())
        .isEqualTo(
            json(
                "{'h': {'auth/x': 'Bearer ${secrets.token}, 5"
                    + " ${secrets[\\u0027a b\\u0027]}'}}"));
    assertThat(resolved.secrets())
        .containsExactly(
            new SecretReference("/h/auth~1x", 7, 16, "token"),
            new SecretReference("/h/auth~1x", 27, 17, "a b"));
    assertThat(template.references().secrets()).containsExactlyInAnyOrder("token", "a b");
  }

  @Test
  void shouldNotTakeDataForASecret() {
    JsonTemplate template =
        language.json(
            json("{'x': '${input.evil}'}"), Vocabulary.ANY.withSecrets(), TemplateProblems.THROW);

    JsonTemplate.Resolved resolved = template.resolve(scope);

    assertThat(resolved.value()).isEqualTo(json("{'x': '${secrets.k}'}"));
    assertThat(resolved.secrets()).isEmpty();
  }

  @Test
  void shouldNotComputeWithASecret() {
    assertThatThrownBy(
            () -> language.template("${secrets.a + secrets.b}", Vocabulary.ANY.withSecrets()))
        .hasMessage("a secret cannot be part of a computation");
  }

  @Test
  void shouldAskForNothingButWhatIsRead() {
    language
        .expression("nodes.a.output.x + input.n", Vocabulary.of(Set.of("a", "b")))
        .evaluate(scope);

    assertThat(scope.asked).containsExactly("nodes.a", "nodes.a.output", "input");
  }

  @Test
  void shouldTellWhatAnExpressionReads() {
    References references =
        language
            .expression(
                "nodes.a.output.filter(x => x > $index) || nodes['b-c'].error ?? input.n",
                Vocabulary.ANY)
            .references();

    assertThat(references.nodeIds()).containsExactlyInAnyOrder("a", "b-c");
    assertThat(references.roots()).containsExactlyInAnyOrder("nodes", "$index", "input");
  }

  @Test
  void shouldTakeHyphensAsPartOfAnUnknownIdOnlyBeforeAPropertyOfNodes() {
    References hyphenated = language.expression("nodes.a-b.output.x", Vocabulary.ANY).references();
    References difference =
        language.expression("nodes.a.output-nodes.b.output", Vocabulary.ANY).references();

    assertThat(hyphenated.nodeIds()).containsExactly("a-b");
    assertThat(difference.nodeIds()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void shouldPreferTheLongestKnownId() {
    Vocabulary vocabulary = Vocabulary.of(Set.of("a", "a-b", "a-b-c"));

    assertThat(language.expression("nodes.a-b.output", vocabulary).references().nodeIds())
        .containsExactly("a-b");
    assertThat(language.expression("nodes.a-b-c.output", vocabulary).references().nodeIds())
        .containsExactly("a-b-c");
  }

  @Test
  void shouldBlameNothingWhenTheThreadIsInterrupted() {
    Expression expression = language.expression("input.list.map(x => x)", Vocabulary.ANY);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> expression.evaluate(scope))
          .isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
  }
}

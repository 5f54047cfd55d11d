package io.millrace.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.expression.ExpressionException.Code;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.commons.jexl3.introspection.JexlUberspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every known way out of an expression language, tried. */
class ExpressionSandboxTest {

  /** Time must not decide, so that every failure here is the same on a slow machine. */
  private final ExpressionLanguage language =
      new ExpressionLanguage(ExpressionLimits.DEFAULTS, () -> 0);

  private final FakeScope scope =
      new FakeScope()
          .with("input", "{'text': 'abc', 'list': [1, 2, 3], 'object': {'a': 1}, 'n': 1.5}")
          .node("a", "{'output': 1}");

  private JsonNode evaluate(String expression) {
    return language.expression(expression, Vocabulary.ANY).evaluate(scope);
  }

  private Code refusal(String expression) {
    return catchThrowableOfType(ExpressionException.class, () -> evaluate(expression)).code();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // classes by way of values
        "''.getClass()",
        "''.getClass().forName('java.lang.Runtime').getRuntime().exec('id')",
        "input.text.getClass()",
        "input.list.getClass().getClassLoader()",
        "input.object.getClass().getProtectionDomain()",
        "(1).getClass()",
        "true.getClass()",
        "nodes.getClass()",
        "nodes.a.getClass()",
        "context.getClass()",
        "system.getClass()",
        "input.list.map(x => x.getClass())",
        "input.text.hashCode()",
        "input.text.toString()",
        "input.text.bytes()",
        "input.text.matches('(a+)+$')",
        "input.text.replaceAll('(a+)+', '')",
        "input.list.iterator()",
        "input.object.traverse()",
        "input.object.deepCopy()",
        "input.object.put('x', 1)",
        "input.list.add(4)",
        "input.list.forEach(x => x)",
        "input.list.stream()",
        // classes by name
        "java.lang.Runtime",
        "java.lang.Runtime.getRuntime()",
        "java.io.File",
        "Class.forName('java.lang.Runtime')",
        "class.forName('java.lang.Runtime')",
        "System.exit(1)",
        "Runtime.getRuntime()",
        "Thread.sleep(1000)",
        "Packages.java.lang.System",
        "org.apache.commons.jexl3.JexlEngine",
        "T(java.lang.Runtime)",
        "#{T(java.lang.Runtime)}",
        "new java.io.File('/etc/passwd')",
        "new('java.io.File', '/etc/passwd')",
        "new Date()",
        "new Function('return 1')",
        // functions that make code
        "eval('1')",
        "Function('return 1')",
        "setTimeout(x => x)",
        "require('fs')",
        "import('fs')",
        "fetch('http://localhost')",
        "process.exit()",
        "globalThis",
        "window.location",
        "this",
        "this.context",
        "constructor",
        "__proto__",
        "context.set('x', 1)",
        "f_root('input')",
        "f_get(1)",
        "g_Number(1)",
        "$jexl",
        "jexl",
        // scripts and side effects
        "input.n = 2",
        "input.n += 2",
        "input.n++",
        "--input.n",
        "var x = 1",
        "let x = 1",
        "const x = 1",
        "x := 1",
        "1; 2",
        "{ return 1 }",
        "return 1",
        "if (true) 1 else 2",
        "for (x : input.list) x",
        "while (true) {}",
        "function(x) { x }",
        "function f(x) { f(x) }",
        "throw 'x'",
        "try { 1 } catch (e) { 2 }",
        "@silent 1",
        "@parallel(8) 1",
        "#pragma jexl.namespace.x 'java.lang.Runtime'",
        "#pragma jexl.import java.lang",
        "jexl:eval('1')",
        "ns:exec('id')",
        "math:max(1, 2)",
        "x -> x",
        "x => x",
        "(x => x(x))(x => x(x))",
        "[x => x][0](1)",
        "{f: x => x}.f(1)",
        "input.list.map(x => x(1))",
        "input.list.map(input.text)",
        "input.list.map(Math.max)",
        "input.list.map(x => (y => y))",
        "input.list.reduce((f, x) => f(x), y => y)",
        "input.list.map(x => { return x })",
        "input['getClass']()",
        "input.list['map'](x => x)",
        "`${1}`",
        "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')",
        "input.text =~ '(a+)+$'",
        "input.text =^ 'a'",
        "1..1000000000",
        "input.n & 1",
        "input.n | 1",
        "1 << 1000000",
        "2 ** 1000000",
        "~1",
        "empty(input)",
        "size(input)",
        "not input.n",
        "1 eq 1",
        "delete input.n",
        "typeof input",
        "void 0",
        "input instanceof Object",
        "'a' in input",
        "async () => 1",
        "await 1",
        "input.n // 1",
        "input.n /* 1 */",
        "input.\\u0067etClass()",
        "input.text . getClass ( )",
        "${input.n}",
        "secrets.password",
        "'\\u0027' + x",
        "'abc",
        "((((1)",
        "",
        "  "
      })
  void shouldNotCompile(String expression) {
    assertThat(refusal(expression))
        .isIn(EnumSet.of(Code.SYNTAX, Code.UNKNOWN_NAME, Code.NOT_ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input.class",
        "input.text.class",
        "input.list.class",
        "input['class']['classLoader']",
        "input.text['bytes']",
        "input.text.constructor",
        "input.constructor.constructor",
        "input.__proto__",
        "input['__proto__'].polluted",
        "input.prototype",
        "input.getClass",
        "input['getClass']",
        "nodes.a.view",
        "nodes.a['class']",
        "nodes.getClass",
        "nodes['class']",
        "system.ambient",
        "system.class",
        "context.scope",
        "input.object['a']['class']",
        "input.n.class",
        "[].class",
        "{}.class",
        "'${input}'.class",
        "input.list.map(x => x.class)[0]"
      })
  void shouldFindNothingBehindAName(String expression) {
    assertThat(evaluate(expression).isNull()).isTrue();
  }

  @Test
  void shouldHandNoMethodToJexlButItsOwn() throws Exception {
    JexlUberspect door = new SealedUberspect();
    Object evaluation = language.begin(scope);

    assertThat(door.getMethod("text", "length")).isNull();
    assertThat(door.getMethod(Runtime.getRuntime(), "exec", "id")).isNull();
    assertThat(door.getMethod(String.class, "getName")).isNull();
    assertThat(door.getMethod(evaluation, "getClass")).isNull();
    assertThat(door.getMethod(evaluation, "root", "input")).isNull();
    assertThat(door.getMethod(evaluation, "f_root", "input")).isInstanceOf(Builtin.class);
    assertThat(door.getConstructor("java.io.File", "/")).isNull();
    assertThat(door.getClassByName("java.lang.String")).isNull();
    assertThat(door.getPropertyGet("text", "class")).isNull();
    assertThat(door.getPropertySet("text", "class", 1)).isNull();
    assertThat(door.getIterator("text")).isNull();
    assertThat(door.getClassLoader()).isNull();
  }

  @Test
  void shouldTreatForeignSyntaxInStringsAsText() {
    assertThat(evaluate("'#pragma jexl.import java.lang' + \"'); new('x'); ('\" + '${1}'").asText())
        .isEqualTo("#pragma jexl.import java.lang'); new('x'); ('${1}");
  }

  @Test
  void shouldNotChangeWhatItReads() {
    JsonNode before = FakeScope.json("{'list': [3, 1], 'object': {'a': 1}}");
    JsonNode shared = before.deepCopy();
    FakeScope reading = new FakeScope().with("input", shared);

    for (String expression :
        new String[] {
          "[...input.list, 4]",
          "{...input.object, a: 2}",
          "input.list.reduce((acc, x) => [...acc, x], input.list)",
          "input.list.map(x => input)",
          "input.list.filter(x => true).slice(0)",
          "Object.values(input)"
        }) {
      language.expression(expression, Vocabulary.ANY).evaluate(reading);
    }

    assertThat(shared).isEqualTo(before);
  }

  // bombs

  private static ArrayNode numbers(int count) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < count; i++) {
      list.add(i);
    }
    return list;
  }

  private ExpressionException bomb(String expression, int items) {
    scope.with("input", JsonNodeFactory.instance.objectNode().set("list", numbers(items)));
    long start = WorkTime.nanos();
    ExpressionException thrown =
        catchThrowableOfType(ExpressionException.class, () -> evaluate(expression));
    assertThat(Duration.ofNanos(WorkTime.nanos() - start)).isLessThan(Duration.ofSeconds(5));
    return thrown;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "input.list.reduce((a, x) => a + a, 'xxxxxxxxxxxxxxxx')",
        "input.list.reduce((a, x) => [a, a].join(), 'xxxxxxxxxxxxxxxx')",
        "input.list.reduce((a, x) => a + JSON.stringify([a, a]), 'xxxx')",
        "input.list.reduce((a, x) => [a, a], [])",
        "input.list.reduce((a, x) => ({l: a, r: a}), 'x')",
        "input.list.reduce((a, x) => [...a, ...a], [1])",
        "JSON.stringify(input.list.reduce((a, x) => [a, a], []))",
        "'' + input.list.reduce((a, x) => [a, a], [])",
        "input.list.reduce((a, x) => [a, a], []) === input.list.reduce((a, x) => [a, a], [])",
        "input.list.map(x => input.list.reduce((a, y) => a + a, 'xxxxxxxxxxxxxxxx'))"
      })
  void shouldStopWhatGrowsByDoubling(String expression) {
    assertThat(bomb(expression, 100).code()).isIn(EnumSet.of(Code.TOO_LARGE, Code.TOO_SLOW));
  }

  @Test
  void shouldStopNestedLoops() {
    assertThat(
            bomb("input.list.map(a => input.list.map(b => input.list.map(c => 1)))", 1000).code())
        .isEqualTo(Code.TOO_SLOW);
  }

  @Test
  void shouldStopAValueNestedTooDeeply() {
    assertThat(bomb("input.list.reduce((a, x) => [a], [])", 50_000).code())
        .isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void shouldStopComparingValuesNestedTooDeeply() {
    assertThat(
            bomb(
                    "input.list.reduce((a, x) => [a], []) ==="
                        + " input.list.reduce((a, x) => [a], [])",
                    50_000)
                .code())
        .isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void shouldStopManyLargeTextsSideBySide() {
    scope.with("input", JsonNodeFactory.instance.objectNode().put("s", "x".repeat(500_000)));
    String expression = "[" + "input.s+input.s,".repeat(200) + "1].length";

    assertThat(refusal(expression)).isEqualTo(Code.TOO_SLOW);
  }

  @Test
  void shouldStopByTheClockToo() {
    long[] now = {0};
    ExpressionLanguage slow =
        new ExpressionLanguage(ExpressionLimits.DEFAULTS, () -> now[0] += 60_000_000);
    scope.with("input", JsonNodeFactory.instance.objectNode().set("list", numbers(1000)));
    Expression expression = slow.expression("input.list.map(x => x + 1)", Vocabulary.ANY);

    assertThat(catchThrowableOfType(ExpressionException.class, () -> expression.evaluate(scope)))
        .hasMessageContaining("longer than 100 ms");
  }

  @Test
  void shouldCountTheSameStepsEverywhere() {
    ExpressionLanguage strict =
        new ExpressionLanguage(
            new ExpressionLimits(4096, Duration.ofSeconds(60), 100, 1 << 20, 200));
    scope.with("input", JsonNodeFactory.instance.objectNode().set("list", numbers(100)));

    assertThat(
            catchThrowableOfType(
                ExpressionException.class,
                () -> strict.expression("input.list.map(x => x)", Vocabulary.ANY).evaluate(scope)))
        .hasMessageContaining("more than 100 steps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "!", "- ", "{a:", "1?", "input.list.map(x=>", "[1].some(x=>["})
  void shouldRefuseNestingThatWouldOverflowTheStack(String open) {
    String expression = open.repeat(4000 / open.length()) + "1";

    assertThat(refusal(expression)).isEqualTo(Code.TOO_COMPLEX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1", "&&1", "||1", "-1", "*1", "??1", "<1", "==1", ".a", "[0]"})
  void shouldSurviveLongChains(String link) {
    String expression = "input" + link.repeat(4000 / link.length());

    try {
      evaluate(expression);
    } catch (ExpressionException e) {
      assertThat(e.code()).isEqualTo(Code.TOO_COMPLEX);
    }
  }

  @Test
  void shouldCompileTheDeepestNestingQuickly() {
    String deep = "(input.n + ".repeat(18) + "1" + ")".repeat(18);
    long start = WorkTime.nanos();

    assertThatCode(() -> evaluate(deep)).doesNotThrowAnyException();
    assertThat(Duration.ofNanos(WorkTime.nanos() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldRefuseMoreThanFourKibibytes() {
    assertThat(refusal("'" + "艾".repeat(1366) + "'")).isEqualTo(Code.TOO_COMPLEX);
  }
}

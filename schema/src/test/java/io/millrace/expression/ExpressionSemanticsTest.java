package io.millrace.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of expressions, a line each. */
class ExpressionSemanticsTest {

  private final ExpressionLanguage language = new ExpressionLanguage(ExpressionLimits.DEFAULTS);

  private final Vocabulary vocabulary =
      Vocabulary.of(Set.of("a", "b", "check-inventory", "check", "检查库存", "x-1", "1st"));

  private final FakeScope scope =
      new FakeScope()
          .with(
              "input",
              """
              {'n': 5, 'zero': 0, 'half': 0.5, 'text': 'Hello', 'empty': '', 'yes': true, 'no': false,
               'nothing': null, 'list': [3, 1, 2], 'none': [], 'big': 9007199254740993,
               'items': [{'id': 'p1', 'price': 10, 'ok': true, 'tags': ['x', 'y']},
                         {'id': 'p2', 'price': 2.5, 'ok': false, 'tags': []}],
               'user': {'name': 'Ada', 'first-name': 'A', 'size': 3, 'empty': 1, '名字': '艾达'},
               'numeric': '42', 'key': 'name', 'class': 'data'}
              """)
          .with("$item", "{'id': 7}")
          .with("$index", "2")
          .with("$iteration", "3")
          .with("$total", "9")
          .with("error", "{'code': 'E1', 'message': 'broken'}")
          .with("output", "{'sum': 12}")
          .with("context", "{'workflowId': 'order', 'instanceId': 77}")
          .node("a", "{'output': 10, 'status': 'completed', 'startedAt': '2026-01-01T00:00:00Z'}")
          .node(
              "b",
              "{'output': {'total': 4, 'list': [1, 2]}, 'status': 'failed',"
                  + " 'error': {'code': 'X'}}")
          .node("check-inventory", "{'output': {'ok': true, 'left': 3}, 'status': 'completed'}")
          .node("检查库存", "{'output': {'通过': true}}")
          .node("x-1", "{'output': 100}")
          .node("1st", "{'output': 'first'}");

  private JsonNode evaluate(String expression) {
    return language.expression(expression, vocabulary).evaluate(scope);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          # literals
          1                                  → 1
          1.5                                → 1.5
          .5                                 → 0.5
          1e3                                → 1000
          0xff                               → 255
          true                               → true
          null                               → null
          undefined                          → null
          NaN                                → null
          Infinity                           → null
          'it\\'s'                           → "it's"
          "say \\"hi\\""                     → "say \\"hi\\""
          'a\\nb\\u0041'                     → "a\\nbA"
          '{}${x}'                           → "{}${x}"
          '艾达'                             → "艾达"
          []                                 → []
          [1, 'two', null, [3]]              → [1,"two",null,[3]]
          {}                                 → {}
          {a: 1, 'b-c': 2, "d": {e: []}}     → {"a":1,"b-c":2,"d":{"e":[]}}
          {new: 1, size: 2, empty: 3}        → {"new":1,"size":2,"empty":3}
          {[input.key]: 1, 5: 2}             → {"name":1,"5":2}
          {input}.input.n                    → 5
          [...input.list, 4]                 → [3,1,2,4]
          {...input.user, size: 4}.size      → 4
          [1, 2,]                            → [1,2]
          # properties
          input.n                            → 5
          input.user.name                    → "Ada"
          input['user']['first-name']        → "A"
          input.user[input.key]              → "Ada"
          input.user.名字                    → "艾达"
          input.user.size                    → 3
          input.user.empty                   → 1
          input.class                        → "data"
          input.missing                      → null
          input.missing.deeper.still         → null
          input.nothing.deeper               → null
          input?.user?.name                  → "Ada"
          input.list?.[0]                    → 3
          input.n.m                          → null
          input.list[0]                      → 3
          input.list[-1]                     → 2
          input.list[3]                      → null
          input.list[-4]                     → null
          input.list['1']                    → 1
          input.list[input.list.length - 1]  → 2
          input.list.length                  → 3
          input.text.length                  → 5
          input.text[0]                      → "H"
          input.text[-1]                     → "o"
          input.user.length                  → null
          [[1,2],[3]][0][1]                  → 2
          'abc'.length                       → 3
          {a: {b: 1}}.a.b                    → 1
          # nodes
          nodes.a.output                     → 10
          nodes.a.status                     → "completed"
          nodes.a.startedAt                  → "2026-01-01T00:00:00Z"
          nodes.a.error                      → null
          nodes.b.error.code                 → "X"
          nodes.b.output.total               → 4
          nodes.check.output                 → null
          nodes.check-inventory.output.ok    → true
          nodes.check-inventory.output.left - 1 → 2
          nodes['check-inventory'].output.ok → true
          nodes.检查库存.output.通过         → true
          nodes['检查库存'].output['通过']   → true
          nodes.a.output - 1                 → 9
          nodes.a.output-1                   → 9
          nodes.a.output -nodes.b.output.total → 6
          nodes.x-1.output                   → 100
          nodes.1st.output                   → "first"
          nodes[ 'a' ].output                → 10
          nodes['ch' + 'eck-inventory'].output.left → 3
          nodes.a                            → {"output":10,"status":"completed","startedAt":"2026-01-01T00:00:00Z"}
          nodes.a.anything                   → null
          # other names
          $item.id                           → 7
          $index + 1                         → 3
          $iteration                         → 3
          $total                             → 9
          error.code                         → "E1"
          output.sum                         → 12
          context.workflowId                 → "order"
          context.instanceId                 → 77
          system.timestamp                   → "2026-11-22T10:15:30.250Z"
          system.hostname                    → "mill-1"
          Date.now()                         → 1795342530250
          generateUUID()                     → "uuid-1"
          system.uuid                        → "uuid-1"
          # equality
          1 === 1                            → true
          1 === 1.0                          → true
          1 === '1'                          → false
          1 == '1'                           → true
          '1' == true                        → true
          'a' === 'a'                        → true
          'a' !== 'b'                        → true
          1 != 2                             → true
          null === undefined                 → true
          null == 0                          → false
          null == ''                         → false
          input.missing === null             → true
          '' == 0                            → true
          [1, {a: 2}] === [1, {a: 2}]        → true
          {a: 1, b: 2} == {b: 2, a: 1}       → true
          {a: 1} == {a: 2}                   → false
          [1] == [1, 2]                      → false
          NaN === NaN                        → false
          'x' == NaN                         → false
          # order
          2 < 10                             → true
          '2' < '10'                         → false
          '2' < 10                           → true
          'b' > 'a'                          → true
          2 <= 2                             → true
          2 >= 2.0                           → true
          1.5 < 2                            → true
          null < 1                           → false
          input.missing >= 0                 → false
          'x' < 1                            → false
          true < 2                           → true
          # arithmetic
          1 + 2                              → 3
          1 + 2 + '3'                        → "33"
          '1' + 2 + 3                        → "123"
          0.1 + 0.2                          → 0.30000000000000004
          1.5 + 1.5                          → 3
          7 / 2                              → 3.5
          6 / 2                              → 3
          7 % 3                              → 1
          -7 % 3                             → -1
          5.5 % 2                            → 1.5
          2 * 3 + 4                          → 10
          2 + 3 * 4                          → 14
          (2 + 3) * 4                        → 20
          10 - 4 - 3                         → 3
          2 - -3                             → 5
          -input.n                           → -5
          +'42'                              → 42
          - -5                               → 5
          !0                                 → true
          !!'x'                              → true
          -5 + 3                             → -2
          '6' * '7'                          → 42
          '6' - 1                            → 5
          1 / 0                              → null
          5 % 0                              → null
          null + 1                           → 1
          'a' + null                         → "anull"
          'n=' + 1.0                         → "n=1"
          'n=' + 2.50                        → "n=2.5"
          'x' * 2                            → null
          input.big                          → 9007199254740993
          input.big + 1                      → 9007199254740994
          9223372036854775807 * 2            → 18446744073709552000.0
          'v' + {a: 1}                       → "v{\\"a\\":1}"
          'v' + [1, 'x']                     → "v[1,\\"x\\"]"
          # logic
          true && false                      → false
          input.text && input.n              → 5
          input.empty && input.n             → ""
          input.zero || 'default'            → "default"
          input.missing || input.nothing || 3 → 3
          input.zero ?? 'default'            → 0
          input.missing ?? 'default'         → "default"
          input.missing ?? input.nothing ?? 1 → 1
          input.none || 'x'                  → []
          input.n > 3 && input.text === 'Hello' || false → true
          false || true && false             → false
          !input.no                          → true
          !input.none                        → false
          input.yes ? 'a' : 'b'              → "a"
          input.empty ? 'a' : 'b'            → "b"
          input.n > 9 ? 1 : input.n > 4 ? 2 : 3 → 2
          input.yes ? input.no ? 1 : 2 : 3   → 2
          input.n ?.5 : 1                    → 0.5
          (input.missing || {}).x            → null
          # lists
          input.items.every(item => item.price > 1)          → true
          input.items.every(item => item.ok)                 → false
          input.none.every(x => false)                       → true
          input.items.some(item => item.ok)                  → true
          input.none.some(x => true)                         → false
          input.items.filter(i => i.ok).map(i => i.id)       → ["p1"]
          input.items.map(i => i.price * 2)                  → [20,5]
          input.items.map((item, i) => i + ':' + item.id)    → ["0:p1","1:p2"]
          input.list.map((x, i, all) => all.length)          → [3,3,3]
          input.items.map(i => ({id: i.id, n: i.tags.length})) → [{"id":"p1","n":2},{"id":"p2","n":0}]
          input.items.map(i => i.tags.map(t => i.id + t))    → [["p1x","p1y"],[]]
          input.list.map(x => input.list.filter(y => y < x).length) → [2,0,1]
          input.list.map(x => input.list.map(x => x * 2)[0] + x)    → [9,7,8]
          input.items.find(i => i.id === 'p2').price         → 2.5
          input.items.find(i => i.id === 'p3')               → null
          input.items.reduce((sum, i) => sum + i.price, 0)   → 12.5
          input.list.reduce((a, b) => a + b)                 → 6
          input.list.reduce((acc, x) => [...acc, x * 2], []) → [6,2,4]
          input.items.reduce((acc, i) => ({...acc, [i.id]: i.price}), {}) → {"p1":10,"p2":2.5}
          input.list.includes(2)                             → true
          input.list.includes('2')                           → false
          [{a: 1}].includes({a: 1})                          → true
          input.list.indexOf(1)                              → 1
          input.list.indexOf(9)                              → -1
          input.list.join()                                  → "3,1,2"
          input.list.join(' - ')                             → "3 - 1 - 2"
          [null, 'a', 1.5].join('')                          → "a1.5"
          input.list.slice(1)                                → [1,2]
          input.list.slice(0, -1)                            → [3,1]
          input.list.slice(-2)                               → [1,2]
          input.list.length()                                → 3
          [0, 'x', null, 2].filter(Boolean)                  → ["x",2]
          ['1', '2'].map(Number)                             → [1,2]
          (input.missing ?? []).filter(x => x.ok)            → []
          nodes.b.output.list.map(x => x + nodes.a.output)   → [11,12]
          input.list.map(size => size + 1)                   → [4,2,3]
          input.list.map(() => 1)                            → [1,1,1]
          # text
          input.text.includes('ell')         → true
          input.text.indexOf('l')            → 2
          input.text.startsWith('He')        → true
          input.text.endsWith('x')           → false
          input.text.toUpperCase()           → "HELLO"
          input.text.toLowerCase()           → "hello"
          input.text.slice(1, 3)             → "el"
          input.text.slice(-3)               → "llo"
          '  x '.trim()                      → "x"
          'a,b,,c'.split(',')                → ["a","b","","c"]
          'abc'.split('')                    → ["a","b","c"]
          'a.b'.split('.')                   → ["a","b"]
          'a,b,c'.split(',', 2)              → ["a","b"]
          'abc'.split()                      → ["abc"]
          'a-b'.split('-').map(p => p.toUpperCase()).join('+') → "A+B"
          # objects
          input.user.keys()                  → ["name","first-name","size","empty","名字"]
          {a: 1, b: 2}.values()              → [1,2]
          Object.keys({a: 1, b: 2})          → ["a","b"]
          Object.values({a: 1, b: 2})        → [1,2]
          # functions
          Array.isArray(input.list)          → true
          Array.isArray('x')                 → false
          parseInt('42px')                   → 42
          parseInt('ff', 16)                 → 255
          parseInt('0x1f')                   → 31
          parseInt(7.9)                      → 7
          parseInt('-8')                     → -8
          parseInt('x')                      → null
          parseFloat('3.14abc')              → 3.14
          parseFloat('1e2x')                 → 100
          parseFloat('.5.5')                 → 0.5
          Number('42')                       → 42
          Number('4.5e1')                    → 45
          Number('')                         → 0
          Number('4x')                       → null
          Number(true)                       → 1
          Number(null)                       → 0
          String(5)                          → "5"
          String(1.50)                       → "1.5"
          String(null)                       → "null"
          String(true)                       → "true"
          Boolean('')                        → false
          Boolean([])                        → true
          JSON.parse('{"a":[1,2]}').a[1]     → 2
          JSON.stringify({a: [1, null]})     → "{\\"a\\":[1,null]}"
          JSON.stringify('x')                → "\\"x\\""
          Math.min(3, 1, 2)                  → 1
          Math.max(3, 1.5)                   → 3
          Math.max(...input.list)            → 3
          Math.min()                         → null
          Math.abs(-4)                       → 4
          Math.floor(1.9)                    → 1
          Math.floor(-1.1)                   → -2
          Math.ceil(1.1)                     → 2
          Math.round(2.5)                    → 3
          Math.round(-2.5)                   → -2
          Math.max('5', 3)                   → 5
          String(1e21)                       → "1e+21"
          String(0.0000001)                  → "1e-7"
          String(123456789012345680000)      → "123456789012345680000"
          """)
  void shouldEvaluateLikeJavaScript(String expression, String expected) throws Exception {
    assertThat(evaluate(expression)).isEqualTo(FakeScope.JSON.readTree(expected));
  }
}

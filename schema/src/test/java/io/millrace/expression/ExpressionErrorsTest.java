package io.millrace.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author is told: where, what, and what to do. */
class ExpressionErrorsTest {

  private final ExpressionLanguage language = new ExpressionLanguage(ExpressionLimits.DEFAULTS);
  private final Vocabulary vocabulary = Vocabulary.of(Set.of("check-inventory", "pay"));
  private final FakeScope scope = new FakeScope().with("input", "{'n': 5, 'text': 'hi'}");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          input.a +                   → SYNTAX 9 expected a value but found the end
          input.a b                   → SYNTAX 8 expected an operator or the end but found 'b'
          (input.a                    → SYNTAX 8 expected ')' but found the end
          [1, 2                       → SYNTAX 5 expected ',' but found the end
          input.a ? 1                 → SYNTAX 11 expected ':' but found the end
          input.'a'                   → SYNTAX 6 expected a property name but found a string
          {1 + 2: 3}                  → SYNTAX 3 expected ':' but found '+'
          'abc                        → SYNTAX 0 the string is not closed (add ' at its end)
          1x                          → SYNTAX 0 this is not a number (a name cannot start with a digit: write nodes['1st'] for such an id)
          input.a = 1                 → NOT_ALLOWED 8 unexpected '=' (compare with === or ==; expressions cannot assign)
          inptu.a                     → UNKNOWN_NAME 0 unknown name 'inptu' (did you mean 'input'?)
          item.ok                     → UNKNOWN_NAME 0 unknown name 'item' (did you mean '$item'?)
          nodes.chek-inventory.output → UNKNOWN_NAME 6 unknown node 'chek-inventory' (did you mean 'check-inventory'?)
          nodes['payy'].output        → UNKNOWN_NAME 6 unknown node 'payy' (did you mean 'pay'?)
          nodes.                      → SYNTAX 6 expected the id of a node but found the end
          input.list.fitler(x => x)   → UNKNOWN_NAME 11 unknown function 'fitler' (did you mean 'filter'?)
          Math.pow(2, 3)              → UNKNOWN_NAME 0 unknown function 'Math.pow' (Math has abs, ceil, floor, max, min, round)
          Math.round(1, 2)            → SYNTAX 0 Math.round() takes 1 argument, not 2
          input.text.slice(1, 2, 3)   → SYNTAX 11 slice() takes 0 to 2 arguments, not 3
          input.list.map(5)           → SYNTAX 15 map() needs an arrow function (write list.map(item => item.ok))
          input.list.map(x => {x})    → NOT_ALLOWED 20 the body of an arrow function is one expression, not a block (for an object write x => ({a: x}))
          new Date()                  → NOT_ALLOWED 0 'new' is not part of the language (an expression computes a value from its names, without statements or types)
          input.f(1)(2)               → UNKNOWN_NAME 6 unknown function 'f' (HELP)
          """)
  void shouldSayWhereAndWhatAndWhatToDo(String expression, String expected) {
    ExpressionException e =
        catchThrowableOfType(
            ExpressionException.class, () -> language.expression(expression, vocabulary));

    String hint = e.hint() == null ? "" : " (" + e.hint() + ")";
    assertThat(e.code() + " " + e.position() + " " + e.getMessage() + hint)
        .satisfies(
            said ->
                assertThat(said.replaceAll("\\(the methods are .*\\)", "(HELP)"))
                    .isEqualTo(expected));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          input.items.filter(x => x)      → filter() needs a list but got null (in input.items.filter(x => x)) – give a default: (value ?? []) for a list, (value ?? '') for text
          input.n.toUpperCase()           → toUpperCase() needs a string but got a number (in input.n.toUpperCase())
          input.text.every(x => x)        → every() needs a list but got a string (in input.text.every(x => x))
          [].reduce((a, b) => a)          → reduce() of an empty list has no result (in [].reduce((a, b) => a)) – give an initial value: list.reduce((total, item) => total + item, 0)
          JSON.parse('{')                 → JSON.parse() got a text that is not JSON
          nodes                           → nodes is not a value (in nodes) – name a node, such as nodes.<id>.output
          """)
  void shouldSayWhatFailedWhileEvaluating(String expression, String expected) {
    ExpressionException e =
        catchThrowableOfType(
            ExpressionException.class,
            () -> language.expression(expression, Vocabulary.ANY).evaluate(scope));

    String hint = e.hint() == null ? "" : " – " + e.hint();
    assertThat(e.code()).isEqualTo(ExpressionException.Code.TYPE);
    assertThat(e.getMessage() + hint).startsWith(expected);
  }
}

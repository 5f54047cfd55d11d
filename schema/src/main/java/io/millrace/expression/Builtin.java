package io.millrace.expression;

import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.introspection.JexlMethod;
import org.jspecify.annotations.Nullable;

/**
 * One function that the JEXL form of an expression may call.
 *
 * @param name its name there
 * @param title its name in the source, such as {@code Math.max} or {@code map}
 * @param method whether it is called on a value, which is then its first argument
 * @param min the fewest arguments, without the receiver
 * @param max the most arguments, without the receiver
 * @param callback whether its first argument is an arrow function
 * @param body what it does
 */
record Builtin(
    String name, String title, boolean method, int min, int max, boolean callback, Body body)
    implements JexlMethod {

  static final int ANY = Integer.MAX_VALUE;

  /** What a function does; all that it may use is in its arguments. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Evaluation evaluation, @Nullable Object[] arguments);
  }

  static Builtin method(String title, int min, int max, Body body) {
    return new Builtin("f_" + title, title, true, min, max, false, body);
  }

  static Builtin overList(String title, int max, Body body) {
    return new Builtin("f_" + title, title, true, 1, max, true, body);
  }

  static Builtin global(String title, int min, int max, Body body) {
    return new Builtin("g_" + title.replace('.', '_'), title, false, min, max, false, body);
  }

  static Builtin internal(String name, Body body) {
    return new Builtin("f_" + name, name, false, 0, ANY, false, body);
  }

  boolean variadic() {
    return max == ANY;
  }

  String shown() {
    return title + "()";
  }

  String arity() {
    if (min == max) {
      return "takes " + min + (min == 1 ? " argument" : " arguments");
    }
    return max == ANY
        ? "takes at least " + min + " arguments"
        : "takes " + min + " to " + max + " arguments";
  }

  String example() {
    return title.equals("reduce")
        ? "list.reduce((total, item) => total + item.amount, 0)"
        : "list." + title + "(item => item.ok)";
  }

  @Override
  public Class<?> getReturnType() {
    return Object.class;
  }

  @Override
  public @Nullable Object invoke(Object evaluation, @Nullable Object... arguments) {
    Evaluation running = (Evaluation) evaluation;
    running.step();
    return body.apply(running, arguments);
  }

  @Override
  public boolean isCacheable() {
    return true;
  }

  @Override
  public boolean tryFailed(Object value) {
    return JexlEngine.TRY_FAILED.equals(value);
  }

  @Override
  public @Nullable Object tryInvoke(
      String called, Object evaluation, @Nullable Object... arguments) {
    return called.equals(name) && evaluation instanceof Evaluation
        ? invoke(evaluation, arguments)
        : JexlEngine.TRY_FAILED;
  }
}

package io.millrace.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.expression.ExpressionException.Code;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/**
 * Compiles expressions, conditions and templates. Immutable and safe for any number of threads,
 * like all that it compiles.
 *
 * <pre>{@code
 * ExpressionLanguage language = new ExpressionLanguage(ExpressionLimits.DEFAULTS);
 * Expression total = language.expression("input.items.length * 2", Vocabulary.ANY);
 * JsonNode value = total.evaluate(scope);
 * }</pre>
 */
public final class ExpressionLanguage {

  private static final List<String> MAPPED_ROOTS =
      List.of("input", "nodes", "context", "output", "$item", "$index");

  private final ExpressionLimits limits;
  private final LongSupplier nanoTime;
  private final JexlEngine jexl;
  private final JexlFeatures features;

  /** The language with these bounds. */
  public ExpressionLanguage(ExpressionLimits limits) {
    this(limits, WorkTime::nanos);
  }

  ExpressionLanguage(ExpressionLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.features = expressionsOnly();
    this.jexl =
        new JexlBuilder()
            .arithmetic(new JsArithmetic())
            .uberspect(new SealedUberspect())
            .permissions(JexlPermissions.RESTRICTED)
            .features(features)
            .strict(false)
            .safe(true)
            .silent(false)
            .antish(false)
            .cancellable(true)
            .booleanLogical(false)
            .debug(false)
            .cache(0)
            .create();
  }

  private static JexlFeatures expressionsOnly() {
    return JexlFeatures.createNone()
        .script(false)
        .lambda(true)
        .thinArrow(true)
        .methodCall(true)
        .localVar(true)
        .lexical(true)
        .arrayReferenceExpr(false);
  }

  /** The bounds of everything compiled here. */
  public ExpressionLimits limits() {
    return limits;
  }

  /**
   * Compiles a bare expression, without <code>${…}</code> around it.
   *
   * @throws ExpressionException when it is not an expression; says where and why
   */
  public Expression expression(String source, Vocabulary vocabulary) {
    return compile(source, 0, source.length(), vocabulary, false);
  }

  /**
   * Compiles a condition: a bare expression, one <code>${…}</code>, or an expression in which
   * <code>
   * ${…}</code> stands for values, as in {@code ${input.a} > 3}.
   *
   * @throws ExpressionException when it is none of these
   */
  public Condition condition(String source, Vocabulary vocabulary) {
    TemplateParts.Hole whole = TemplateParts.singleHole(source);
    return new Condition(
        whole == null
            ? compile(source, 0, source.length(), vocabulary, source.contains("${"))
            : compile(source, whole.start(), whole.end(), vocabulary, false));
  }

  /**
   * Compiles a text with any number of <code>${…}</code>.
   *
   * @throws ExpressionException when one of them is not an expression
   */
  public Template template(String source, Vocabulary vocabulary) {
    return Template.compile(this, source, vocabulary);
  }

  /**
   * Compiles a mapping string: with <code>${…}</code> a template; without, an expression if it
   * starts with {@code input}, {@code nodes}, {@code context}, {@code output}, {@code $item} or
   * {@code $index} followed by a dot, a bracket or its end; any other text stands for itself.
   *
   * @throws ExpressionException when an expression in it is not one
   */
  public Template mapping(String source, Vocabulary vocabulary) {
    return isMappedExpression(source)
        ? Template.of(expression(source, vocabulary))
        : template(source, vocabulary);
  }

  private static boolean isMappedExpression(String source) {
    if (source.contains("${")) {
      return false;
    }
    for (String root : MAPPED_ROOTS) {
      if (source.equals(root)
          || source.startsWith(root + ".")
          || source.startsWith(root + "[")
          || source.startsWith(root + "?.")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Compiles every string of a tree as a template.
   *
   * @param problems gets each string that does not compile, with its JSON pointer below the tree;
   *     such a string stays as it is
   */
  public JsonTemplate json(JsonNode tree, Vocabulary vocabulary, TemplateProblems problems) {
    return JsonTemplate.compile(this, tree, text -> template(text, vocabulary), problems);
  }

  /** Compiles every string of a tree as a {@linkplain #mapping mapping}. */
  public JsonTemplate mappings(JsonNode tree, Vocabulary vocabulary, TemplateProblems problems) {
    return JsonTemplate.compile(this, tree, text -> mapping(text, vocabulary), problems);
  }

  /**
   * Compiles a value: a string without <code>${…}</code> is an expression, one with it a template;
   * the strings inside an object or a list are {@linkplain #mapping mappings}.
   */
  public JsonTemplate values(JsonNode tree, Vocabulary vocabulary, TemplateProblems problems) {
    boolean expression = tree.isTextual() && !tree.textValue().contains("${");
    return JsonTemplate.compile(
        this,
        tree,
        text -> expression ? Template.of(expression(text, vocabulary)) : mapping(text, vocabulary),
        problems);
  }

  Expression compile(
      String source, int start, int end, Vocabulary vocabulary, boolean interpolating) {
    String text = source.substring(start, end);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.sourceBytes()) {
      throw new ExpressionException(
          Code.TOO_COMPLEX,
          start,
          "the expression has "
              + bytes
              + " bytes; at most "
              + limits.sourceBytes()
              + " are allowed",
          "compute a part of it in a transform node");
    }
    Translator.Translation translation =
        Translator.translate(source, start, end, vocabulary, interpolating);
    try {
      return new Expression(
          this,
          text,
          jexl.createScript(features, null, translation.jexl()),
          translation.references());
    } catch (JexlException | StackOverflowError e) {
      throw new ExpressionException(
          Code.TOO_COMPLEX,
          start,
          "the expression is too complex to compile",
          "compute a part of it in a transform node");
    }
  }

  Evaluation begin(Scope scope) {
    return new Evaluation(scope, limits, nanoTime);
  }
}

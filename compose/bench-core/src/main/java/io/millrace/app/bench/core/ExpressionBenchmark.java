package io.millrace.app.bench.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contract.Json;
import io.millrace.expression.Ambient;
import io.millrace.expression.Condition;
import io.millrace.expression.Expression;
import io.millrace.expression.ExpressionLanguage;
import io.millrace.expression.ExpressionLimits;
import io.millrace.expression.NodeView;
import io.millrace.expression.Scope;
import io.millrace.expression.Template;
import io.millrace.expression.Vocabulary;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** Expressions that were compiled before, as those of a deployed definition are. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class ExpressionBenchmark {

  private static final ExpressionLanguage LANGUAGE =
      new ExpressionLanguage(ExpressionLimits.DEFAULTS);

  private final Template template =
      LANGUAGE.template("${nodes.check.output.stock.count}", Vocabulary.ANY);
  private final Condition condition =
      LANGUAGE.condition("input.total > 100 && nodes.check.output.ok === true", Vocabulary.ANY);
  private final Expression lambda =
      LANGUAGE.expression("input.items.filter(i => i.count > 1).length", Vocabulary.ANY);
  private final Order order = new Order();

  /** A template that is one path. */
  @Benchmark
  public JsonNode template() {
    return template.evaluate(order);
  }

  /** A condition with two comparisons. */
  @Benchmark
  public boolean condition() {
    return condition.test(order);
  }

  /** A lambda over three items. */
  @Benchmark
  public JsonNode lambda() {
    return lambda.evaluate(order);
  }

  private static final class Order implements Scope, Ambient {

    private final JsonNode input =
        Json.tree("{\"total\":250.5,\"items\":[{\"count\":2},{\"count\":1},{\"count\":5}]}");
    private final Map<String, JsonNode> check =
        Map.of("output", Json.tree("{\"ok\":true,\"stock\":{\"count\":3}}"));

    @Override
    public @Nullable JsonNode value(String name) {
      return name.equals("input") ? input : null;
    }

    @Override
    public @Nullable NodeView node(String id) {
      return id.equals("check") ? check::get : null;
    }

    @Override
    public Ambient ambient() {
      return this;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public String uuid() {
      return "00000000-0000-4000-8000-000000000000";
    }

    @Override
    public String hostname() {
      return "host-1";
    }
  }
}

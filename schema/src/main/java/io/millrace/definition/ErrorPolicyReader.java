package io.millrace.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.NodeType;
import io.millrace.definition.ErrorPolicy.OnFailure;
import io.millrace.definition.ErrorPolicy.Strategy;
import io.millrace.definition.RetryPolicy.Backoff;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves {@code retries}, {@code retryDelay} and {@code errorHandling} with their defaults. */
final class ErrorPolicyReader {

  private ErrorPolicyReader() {}

  /** The retries that a workflow gives to all its tasks. */
  static RetryPolicy workflow(Fields workflow) {
    Fields config = workflow.object("config");
    RetryPolicy retry = refine(RetryPolicy.DEFAULTS, lifecyclePolicy(workflow), "maxRetries");
    retry = refine(retry, lifecyclePolicy(config), "maxRetries");
    return refine(retry, config, "retries");
  }

  /**
   * The policy of a node.
   *
   * @param inherited the workflow's retries; only tasks inherit how often
   * @param type which kind of node
   */
  static ErrorPolicy node(Fields node, RetryPolicy inherited, NodeType type) {
    Fields handling = handling(node);
    Strategy strategy = strategy(node, handling);
    boolean counted =
        node.has("retries")
            || handling.has("maxRetries")
            || lifecyclePolicy(node).has("maxRetries")
            || retries(node, strategy);
    RetryPolicy retry = type == NodeType.TASK || counted ? inherited : inherited.never();
    retry = refine(retry, lifecyclePolicy(node), "maxRetries");
    retry = refine(retry, node, "retries");
    retry = refine(retry, handling, "maxRetries");
    return new ErrorPolicy(
        strategy,
        strategy == Strategy.FAIL_FAST ? retry.never() : retry,
        Set.copyOf(handling.texts("retryableErrors")),
        Set.copyOf(handling.texts("nonRetryableErrors")),
        onFailure(handling, strategy, type),
        circuitBreaker(handling, strategy));
  }

  /** What a failed branch or iteration means. */
  static FailureTolerance tolerance(Fields node) {
    Fields handling = handling(node);
    Strategy strategy = strategy(node, handling);
    boolean carryOn =
        switch (strategy) {
          case CONTINUE, IGNORE -> true;
          case RETRY, FAIL_FAST, FAILOVER, CIRCUIT_BREAKER, COMPENSATE ->
              !named(node, handling)
                  && (handling.has("maxFailures") || handling.has("failureThreshold"));
        };
    return new FailureTolerance(
        carryOn, handling.whole("maxFailures"), handling.number("failureThreshold"));
  }

  private static boolean named(Fields node, Fields handling) {
    return node.text("errorHandling") != null || handling.has("strategy");
  }

  private static boolean retries(Fields node, Strategy strategy) {
    return named(node, handling(node))
        && switch (strategy) {
          case RETRY, FAILOVER, CIRCUIT_BREAKER -> true;
          case FAIL_FAST, CONTINUE, IGNORE, COMPENSATE -> false;
        };
  }

  private static Fields handling(Fields node) {
    return node.object("errorHandling");
  }

  private static Fields lifecyclePolicy(Fields fields) {
    return fields.object("lifecycle").object("errorHandling").object("retryPolicy");
  }

  private static Strategy strategy(Fields node, Fields handling) {
    String text = node.text("errorHandling");
    String name = text == null ? handling.text("strategy", "retry") : text;
    if (name.equals("stop")) {
      return Strategy.FAIL_FAST;
    }
    Strategy strategy = Fields.named(name, Strategy.class);
    return strategy == null ? Strategy.RETRY : strategy;
  }

  /**
   * What follows when a node has failed for good. In a parallel or loop, {@code continue} is about
   * its branches or iterations; the node itself fails only when too many of these have.
   */
  private static OnFailure onFailure(Fields handling, Strategy strategy, NodeType type) {
    String explicit = handling.text("onFailure");
    if (explicit != null) {
      OnFailure named = Fields.named(explicit, OnFailure.class);
      return named == null ? OnFailure.STOP : named;
    }
    return switch (strategy) {
      case RETRY, FAIL_FAST, FAILOVER, CIRCUIT_BREAKER -> OnFailure.STOP;
      case CONTINUE -> isGroup(type) ? OnFailure.STOP : OnFailure.CONTINUE;
      case IGNORE -> OnFailure.IGNORE;
      case COMPENSATE -> OnFailure.ROLLBACK;
    };
  }

  private static boolean isGroup(NodeType type) {
    return type == NodeType.PARALLEL || type == NodeType.LOOP;
  }

  private static @Nullable CircuitBreaker circuitBreaker(Fields handling, Strategy strategy) {
    if (strategy != Strategy.CIRCUIT_BREAKER && !handling.has("circuitBreaker")) {
      return null;
    }
    Fields fields = handling.object("circuitBreaker");
    CircuitBreaker defaults = CircuitBreaker.DEFAULTS;
    Integer failures = fields.whole("failureThreshold");
    Duration timeout = fields.duration("timeout");
    Integer calls = fields.whole("halfOpenMaxCalls");
    return new CircuitBreaker(
        failures == null ? defaults.failureThreshold() : failures,
        timeout == null ? defaults.timeout() : timeout,
        calls == null ? defaults.halfOpenMaxCalls() : calls);
  }

  /** A policy with what an object says of it; the rest stays. */
  private static RetryPolicy refine(RetryPolicy base, Fields fields, String countName) {
    Integer count = fields.whole(countName);
    Duration delay = fields.duration("retryDelay");
    Backoff named = fields.constant("backoffStrategy", Backoff.class);
    Double multiplier = fields.number("backoffMultiplier");
    Duration longest = fields.duration("maxRetryDelay");
    Double jitter = fields.number("jitterRange");
    Duration first = delay == null ? base.delay() : delay;
    Duration most = longest == null ? base.maxDelay() : longest;
    return new RetryPolicy(
        count == null ? base.maxRetries() : count,
        first,
        named == null ? base.backoff() : named,
        multiplier == null ? base.multiplier() : multiplier,
        longest == null && first.compareTo(most) > 0 ? first : most,
        jitter != null ? jitter : named == null ? base.jitter() : usualJitter(named));
  }

  private static double usualJitter(Backoff backoff) {
    return switch (backoff) {
      case FIXED, LINEAR -> 0;
      case EXPONENTIAL -> RetryPolicy.DEFAULTS.jitter();
      case JITTER -> 0.5;
    };
  }

  /** The compensation that {@code lifecycle.errorHandling} names, when it is an object. */
  static @Nullable ObjectNode lifecycleCompensation(Fields node) {
    JsonNode compensation = node.object("lifecycle").object("errorHandling").get("compensation");
    return compensation instanceof ObjectNode object ? object : null;
  }
}

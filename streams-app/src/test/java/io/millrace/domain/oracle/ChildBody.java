package io.millrace.domain.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.definition.SubprocessNode;
import io.millrace.definition.SubprocessSource;
import io.millrace.definition.WorkflowDefinition;
import io.millrace.expression.ExpressionException;
import io.millrace.expression.JsonTemplate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A child instance. */
final class ChildBody implements NodeRun.Body {

  private final NodeRun node;
  private final SubprocessNode what;
  private @Nullable InstanceRun child;
  private boolean fellBack;

  ChildBody(NodeRun node, SubprocessNode what) {
    this.node = node;
    this.what = what;
  }

  @Override
  public void start() {
    try {
      JsonTemplate mapping = what.inputMapping();
      JsonNode input =
          mapping == null ? node.frame.run.input : node.once(() -> mapping.evaluate(node.scope()));
      InstanceRun asked = run(definition(what.source()), input, "#");
      if (!what.waitForCompletion()) {
        node.succeed(NullNode.getInstance());
      } else {
        child = asked;
      }
    } catch (ExpressionException e) {
      node.fail(Failure.permanent("expression-failed"));
    }
  }

  private WorkflowDefinition definition(SubprocessSource source) {
    return switch (source) {
      case SubprocessSource.Named named -> {
        String name = named.workflow().evaluate(node.scope()).asText();
        yield Objects.requireNonNull(node.frame.run.world.library.get(name), name);
      }
      case SubprocessSource.Inline inline -> inline.definition();
      case SubprocessSource.Url url -> throw new AssertionError("the generator makes no URLs");
    };
  }

  private InstanceRun run(WorkflowDefinition definition, JsonNode input, String mark) {
    World world = node.frame.run.world;
    InstanceRun[] self = new InstanceRun[1];
    InstanceRun started =
        new InstanceRun(
            world,
            node.path() + mark + node.attempts() + "/",
            definition,
            input,
            () ->
                world.clock.in(
                    world.script.newsMillis(node.path() + mark + node.attempts()),
                    () -> ended(self[0])));
    self[0] = started;
    world.clock.soon(started::begin);
    return started;
  }

  private void ended(InstanceRun ended) {
    if (ended != child) {
      return;
    }
    child = null;
    JsonNode output = ended.output();
    if (ended.status().equals("completed") && output != null) {
      try {
        node.succeed(
            what.outputMapping() == null
                ? output
                : what.outputMapping().evaluate(node.frame.sight.with("output", output).scope()));
      } catch (ExpressionException e) {
        node.fail(Failure.permanent("expression-failed"));
      }
    } else {
      Failure why = ended.failure();
      node.fail(new Failure(why == null ? "child-failed" : why.code(), true, false));
    }
  }

  /** After the last attempt: the other workflow, if there is one and it was not run yet. */
  boolean fallBack() {
    if (fellBack || what.fallback() == null) {
      return false;
    }
    throw new AssertionError("the generator makes no fallbacks");
  }

  @Override
  public void cancel() {
    if (child != null) {
      InstanceRun running = child;
      child = null;
      running.world.clock.soon(running::cancel);
    }
  }
}

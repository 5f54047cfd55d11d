package io.millrace.endtoend;

import io.millrace.app.LocalCluster;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of one JVM the same cluster: a relay, two engines, two workers. */
final class SharedMillrace implements ParameterResolver {

  /** Two JVMs that test side by side have directories of their own. */
  private static final String NAME = "shared-" + System.getProperty("millrace.fork", "1");

  private static final LocalCluster.Size SIZE = new LocalCluster.Size(1, 2, 2);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningMillrace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedMillrace.class))
        .computeIfAbsent(
            RunningMillrace.class,
            key -> RunningMillrace.start(NAME, SIZE, Map.of()),
            RunningMillrace.class);
  }
}

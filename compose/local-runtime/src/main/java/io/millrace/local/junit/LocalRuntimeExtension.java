package io.millrace.local.junit;

import io.millrace.local.Durability;
import io.millrace.local.LocalKafka;
import io.millrace.local.LocalMySql;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts servers once per test JVM and hands them, or a database and topics on them, to tests. Used
 * through {@link MillraceRuntime}, or by itself for its defaults.
 */
public final class LocalRuntimeExtension
    implements BeforeAllCallback, BeforeClassTemplateInvocationCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(LocalRuntimeExtension.class);

  private static final Map<Class<?>, Function<TestClassResources, Object>> PARAMETERS =
      Map.of(
          TestDatabase.class, TestClassResources::database,
          TestKafka.class, TestClassResources::kafka,
          LocalMySql.class, TestClassResources::mySqlServer,
          LocalKafka.class, TestClassResources::kafkaBroker);

  /** For JUnit. */
  public LocalRuntimeExtension() {}

  /** Ties the resources of a test class to the class rather than to its first test. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (!isBeforeTheRunsOfATemplate(context)) {
      resourcesOf(context);
    }
  }

  /** Ties the resources of one run of a test class to that run. */
  @Override
  public void beforeClassTemplateInvocation(ExtensionContext context) {
    resourcesOf(context);
  }

  private static boolean isBeforeTheRunsOfATemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestClass(), ClassTemplate.class)
        && context.getStore(NAMESPACE).get(MySqlVersion.class) == null;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Function<TestClassResources, Object> kind = PARAMETERS.get(parameter.getParameter().getType());
    if (kind == null) {
      throw new IllegalArgumentException("Not a parameter of this extension: " + parameter);
    }
    if (isBeforeTheRunsOfATemplate(context)) {
      throw new ParameterResolutionException(
          "@BeforeAll comes before the runs of the class on each MySQL: use @BeforeEach and"
              + " TestDatabase.once");
    }
    return kind.apply(resourcesOf(context));
  }

  /** Settles which MySQL the tests below a context run on. */
  static void choose(ExtensionContext context, MySqlVersion version) {
    context.getStore(NAMESPACE).put(MySqlVersion.class, version);
  }

  /** The servers of this JVM. */
  static TestServers servers(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(TestServers.class, key -> new TestServers(), TestServers.class);
  }

  private static TestClassResources resourcesOf(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            TestClassResources.class,
            key -> new TestClassResources(servers(context), mySql(context), nameOf(context)),
            TestClassResources.class);
  }

  private static TestServers.MySqlKind mySql(ExtensionContext context) {
    MySqlVersion version =
        context
            .getStore(NAMESPACE)
            .getOrDefault(MySqlVersion.class, MySqlVersion.class, MySqlVersion.USUAL);
    return new TestServers.MySqlKind(version, durability(context));
  }

  private static Durability durability(ExtensionContext context) {
    return context
        .getTestClass()
        .flatMap(type -> AnnotationSupport.findAnnotation(type, MillraceRuntime.class))
        .map(MillraceRuntime::durability)
        .orElse(Durability.RELAXED);
  }

  private static String nameOf(ExtensionContext context) {
    return context.getTestClass().map(Class::getSimpleName).orElse("test");
  }
}

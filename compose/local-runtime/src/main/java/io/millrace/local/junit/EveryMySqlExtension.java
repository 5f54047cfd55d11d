package io.millrace.local.junit;

import io.millrace.local.Durability;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a test class once per MySQL version. Used through {@link OnEveryMySql}. */
final class EveryMySqlExtension implements ClassTemplateInvocationContextProvider {

  private static final Logger LOG = LoggerFactory.getLogger(EveryMySqlExtension.class);

  EveryMySqlExtension() {}

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    return Arrays.stream(MySqlVersion.values()).map(OneVersion::new);
  }

  /** The run of the test class on one version. */
  private record OneVersion(MySqlVersion version) implements ClassTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return "MySQL " + version;
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      LocalRuntimeExtension.choose(context, version);
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      BeforeClassTemplateInvocationCallback gate = OneVersion::skipWhereMissing;
      return version == MySqlVersion.NEWEST ? List.of(gate) : List.of();
    }

    private static void skipWhereMissing(ExtensionContext context) {
      Optional<String> obstacle =
          LocalRuntimeExtension.servers(context)
              .obstacle(new TestServers.MySqlKind(MySqlVersion.NEWEST, Durability.RELAXED));
      if (obstacle.isPresent()) {
        LOG.warn("{} is skipped: {}", context.getDisplayName(), obstacle.get());
        throw new TestAbortedException(obstacle.get());
      }
    }
  }
}

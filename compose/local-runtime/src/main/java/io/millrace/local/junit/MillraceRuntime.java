package io.millrace.local.junit;

import io.millrace.local.Durability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class real servers: whatever of {@link TestDatabase}, {@link TestKafka}, {@link
 * io.millrace.local.LocalMySql} and {@link io.millrace.local.LocalKafka} is a parameter of its
 * constructor or methods is started, and nothing else.
 *
 * <pre>{@code
 * @MillraceRuntime
 * class OrdersIT {
 *   @Test
 *   void shouldStoreAnOrder(TestDatabase database, TestKafka kafka) { … }
 * }
 * }</pre>
 *
 * <p>The servers are shared by all test classes of the JVM; database and topics are the class's
 * own. A server whose address is configured is used as it is, whatever its durability.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(LocalRuntimeExtension.class)
public @interface MillraceRuntime {

  /** What a commit promises. Tests that prove something about durability ask for the full one. */
  Durability durability() default Durability.RELAXED;
}

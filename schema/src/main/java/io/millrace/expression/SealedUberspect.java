package io.millrace.expression;

import java.util.Iterator;
import java.util.List;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;
import org.apache.commons.jexl3.introspection.JexlMethod;
import org.apache.commons.jexl3.introspection.JexlPropertyGet;
import org.apache.commons.jexl3.introspection.JexlPropertySet;
import org.apache.commons.jexl3.introspection.JexlUberspect;
import org.jspecify.annotations.Nullable;

/**
 * The only door from JEXL to Java, and it opens to {@link Builtins} alone. There is no reflection
 * behind it: no class, constructor, field, getter or method of any object can be reached.
 */
final class SealedUberspect implements JexlUberspect {

  @Override
  public @Nullable JexlMethod getMethod(Object target, String name, @Nullable Object... arguments) {
    return target instanceof Evaluation ? Builtins.BY_NAME.get(name) : null;
  }

  @Override
  public JexlOperator.Uberspect getOperator(JexlArithmetic arithmetic) {
    return new NoOverloads();
  }

  @Override
  public JexlArithmetic.@Nullable Uberspect getArithmetic(JexlArithmetic arithmetic) {
    return null;
  }

  @Override
  public @Nullable Class<?> getClassByName(String name) {
    return null;
  }

  @Override
  public @Nullable ClassLoader getClassLoader() {
    return null;
  }

  @Override
  public void setClassLoader(ClassLoader loader) {
    throw new UnsupportedOperationException("expressions load no classes");
  }

  @Override
  public @Nullable JexlMethod getConstructor(Object handle, @Nullable Object... arguments) {
    return null;
  }

  @Override
  public @Nullable Iterator<?> getIterator(Object object) {
    return null;
  }

  @Override
  public @Nullable JexlPropertyGet getPropertyGet(
      List<PropertyResolver> resolvers, Object object, Object identifier) {
    return null;
  }

  @Override
  public @Nullable JexlPropertyGet getPropertyGet(Object object, Object identifier) {
    return null;
  }

  @Override
  public @Nullable JexlPropertySet getPropertySet(
      List<PropertyResolver> resolvers, Object object, Object identifier, Object value) {
    return null;
  }

  @Override
  public @Nullable JexlPropertySet getPropertySet(Object object, Object identifier, Object value) {
    return null;
  }

  @Override
  public List<PropertyResolver> getResolvers(JexlOperator operator, Object object) {
    return List.of();
  }

  @Override
  public int getVersion() {
    return 1;
  }
}

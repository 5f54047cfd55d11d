package io.millrace.contract;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a {@code type} that is an object or an array. Where the type may be left out, Jackson
 * takes such a one for an unknown property and goes on.
 */
final class TypeProperty extends DeserializationProblemHandler {

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      @Nullable JsonDeserializer<?> deserializer,
      Object beanOrClass,
      String propertyName)
      throws IOException {
    Class<?> type = beanOrClass instanceof Class<?> c ? c : beanOrClass.getClass();
    if (parser.currentToken() != JsonToken.VALUE_NULL
        && propertyName.equals("type")
        && type.isAnnotationPresent(JsonTypeName.class)) {
      String only = type.getAnnotation(JsonTypeName.class).value();
      throw context.invalidTypeIdException(
          context.constructType(type),
          parser.currentToken().asString(),
          "known type ids = [" + only + "]");
    }
    return false;
  }
}

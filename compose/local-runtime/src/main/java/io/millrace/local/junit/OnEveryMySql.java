package io.millrace.local.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a whole test class once per {@link MySqlVersion}, with the servers of {@link
 * MillraceRuntime}. Where a version cannot be had, its run is skipped and the reason is logged.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ClassTemplate
@ExtendWith(EveryMySqlExtension.class)
@ExtendWith(LocalRuntimeExtension.class)
public @interface OnEveryMySql {}

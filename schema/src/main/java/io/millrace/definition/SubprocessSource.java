package io.millrace.definition;

import io.millrace.expression.Template;

/** Where a child's definition comes from. */
public sealed interface SubprocessSource {

  /**
   * A deployed workflow.
   *
   * @param workflow evaluates to its name
   * @param version which of its versions
   */
  record Named(Template workflow, VersionRange version) implements SubprocessSource {}

  /**
   * A definition written inside this one.
   *
   * @param definition the child's definition
   */
  record Inline(WorkflowDefinition definition) implements SubprocessSource {}

  /**
   * An address that the definition gives; nothing is fetched from it, so the node fails.
   *
   * @param url the address
   */
  record Url(String url) implements SubprocessSource {}
}

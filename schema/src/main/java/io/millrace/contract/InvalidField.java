package io.millrace.contract;

/** A component of a record breaks a rule of its contract. */
public final class InvalidField extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  /**
   * Names the field and the rule.
   *
   * @param field the component's name, which is also its JSON name
   * @param rule what it must be and what it was, to be read after the field's name
   */
  public InvalidField(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
    this.rule = rule;
  }

  /** The component's name. */
  public String field() {
    return field;
  }

  /** What the component must be and what it was. */
  public String rule() {
    return rule;
  }
}

package io.millrace.contract;

/** Something from outside is not what its contract says. Nothing was read from it. */
public final class MalformedMessage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String rule;

  /**
   * Names the place and the rule.
   *
   * @param pointer a JSON pointer (RFC 6901); empty for the whole message
   * @param rule what is wrong, to be read after the pointer
   */
  public MalformedMessage(String pointer, String rule) {
    super((pointer.isEmpty() ? "the message" : pointer) + " " + rule);
    this.pointer = pointer;
    this.rule = rule;
  }

  /** Where: a JSON pointer, empty for the whole message. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong there. */
  public String rule() {
    return rule;
  }
}

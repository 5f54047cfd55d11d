package io.millrace.relay;

/** Something that keeps the relay from publishing, in words that its user understands. */
public final class RelayFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of fault it is. */
  public enum Code {
    /** The binlog no longer has what the relay did not read yet. */
    POSITION_LOST,
    /** The database has no outbox. */
    NO_OUTBOX,
    /** The lease ran out before it could be renewed. */
    LEADERSHIP_LOST,
    /** MySQL has been silent for too long. */
    SILENT
  }

  private final Code code;

  RelayFault(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** What kind of fault it is. */
  public Code code() {
    return code;
  }

  /** Whether only a person can help. */
  boolean blocks() {
    return code == Code.POSITION_LOST;
  }
}

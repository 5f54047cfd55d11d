package io.millrace.contract;

/**
 * Where in a task's config the worker inserts a secret. Text that merely looks like a placeholder,
 * because it came with the data, has no such place and stays as it is.
 *
 * @param pointer JSON pointer of the string, from the root of the config
 * @param offset where in that string the placeholder starts, in UTF-16 units
 * @param length how long the placeholder is, in UTF-16 units
 * @param name the secret's name
 */
public record SecretPlace(String pointer, int offset, int length, String name) {

  /** Checks the fields. */
  public SecretPlace {
    Fields.present("pointer", pointer);
    Fields.atLeast("offset", offset, 0);
    Fields.atLeast("length", length, 1);
    Fields.text("name", name);
  }
}

package io.millrace.local;

import java.util.Optional;

/** The server whose address the user gave. */
record GivenMySqlSource(Optional<MySqlAddress> address) implements ServerSource<LocalMySql> {

  @Override
  public String name() {
    return "A server of yours";
  }

  @Override
  public Finding<LocalMySql> look() {
    String key = Setting.MYSQL_URL.key();
    return address
        .<Finding<LocalMySql>>map(given -> new Finding.Usable<>(why -> GivenMySql.at(given)))
        .orElseGet(
            () ->
                new Finding.Unusable<>(
                    key + " is not set", "Set it to the JDBC URL of a MySQL from 8.0 on"));
  }
}

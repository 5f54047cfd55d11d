package io.millrace.local;

/**
 * The newest MySQL among Debian's packages.
 *
 * @param allowed whether the user lets it be fetched
 */
record DebianMySqlSource(boolean allowed, CacheDirectory cache, MySqlSettings settings)
    implements ServerSource<LocalMySql> {

  @Override
  public String name() {
    return "MySQL from Debian's unstable packages";
  }

  @Override
  public Finding<LocalMySql> look() {
    if (!allowed) {
      return new Finding.Unusable<>(
          Setting.NEWEST_MYSQL.key() + " is 'off'", "Set it to 'auto' to allow the download");
    }
    try {
      MySqlInstallation installation = new DebianMySql(cache).install();
      return new Finding.Usable<>(
          why -> MySqlServer.start(installation.chosenSince(why), cache, settings));
    } catch (LocalRuntimeException e) {
      return new Finding.Unusable<>(
          "they cannot be had (" + e.getMessage() + ")",
          "Run on a Debian system whose apt reaches its mirror");
    }
  }
}

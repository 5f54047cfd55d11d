package io.millrace.local;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.testcontainers.mysql.MySQLContainer;

/** MySQL in a container of its own, which keeps its data only as long as it runs. */
final class DockerMySql implements LocalMySql {

  private static final String ROOT = "root";

  private final MySQLContainer container;
  private final String description;

  private DockerMySql(MySQLContainer container, String image, String why) {
    this.container = container;
    this.description =
        "MySQL at %s:%d, Docker image %s (%s), data gone when it stops"
            .formatted(address().host(), address().port(), image, why);
  }

  static DockerMySql start(String image, Durability durability, String why) {
    MySQLContainer container =
        new MySQLContainer(image)
            .withUsername(ROOT)
            .withPassword(MySqlTemplate.PASSWORD)
            .withCommand(command(durability));
    try {
      container.start();
    } catch (RuntimeException e) {
      throw new LocalRuntimeException(
          "The Docker image %s does not start: %s".formatted(image, e.getMessage()), e);
    }
    return new DockerMySql(container, image, why);
  }

  private static String[] command(Durability durability) {
    List<String> words = new ArrayList<>(List.of("mysqld"));
    MySqlOptionFile.COMMON.forEach((name, value) -> words.add("--" + name + "=" + value));
    durability.serverVariables().forEach((name, value) -> words.add("--" + name + "=" + value));
    return words.toArray(String[]::new);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public MySqlAddress address() {
    return MySqlAddress.plain(
        container.getHost(),
        container.getMappedPort(MySQLContainer.MYSQL_PORT),
        ROOT,
        MySqlTemplate.PASSWORD);
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void restart() {
    throw new LocalRuntimeException(
        "A container does not come back on the same port: this needs a MySQL without Docker");
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.close();
  }
}

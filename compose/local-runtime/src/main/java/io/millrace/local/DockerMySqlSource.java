package io.millrace.local;

/**
 * MySQL in a container.
 *
 * @param image the image's name and tag
 */
record DockerMySqlSource(DockerEngine docker, String image, Durability durability)
    implements ServerSource<LocalMySql> {

  @Override
  public String name() {
    return "Docker image " + image;
  }

  @Override
  public Finding<LocalMySql> look() {
    return docker.offer(new Finding.Usable<>(why -> DockerMySql.start(image, durability, why)));
  }
}

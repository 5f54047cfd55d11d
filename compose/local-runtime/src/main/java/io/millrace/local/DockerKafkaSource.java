package io.millrace.local;

/**
 * Kafka in a container.
 *
 * @param image the image's name and tag
 */
record DockerKafkaSource(DockerEngine docker, String image) implements ServerSource<LocalKafka> {

  @Override
  public String name() {
    return "Docker image " + image;
  }

  @Override
  public Finding<LocalKafka> look() {
    return docker.offer(new Finding.Usable<>(why -> DockerKafka.start(image, why)));
  }
}

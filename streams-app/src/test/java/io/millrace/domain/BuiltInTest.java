package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.InstanceStatus;
import io.millrace.contract.NodeStatus;
import io.millrace.contract.event.ControlRefused;
import io.millrace.contract.message.Control;
import io.millrace.contract.message.SendSignal;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInTest {

  private static String builtIn(String id, String executor, String config) {
    return "{'id':'%s','type':'task','executor':'%s','config':%s}".formatted(id, executor, config);
  }

  private static Control signal(String name, String payload) {
    return new SendSignal(Scenario.ID, null, "op", name, Scenario.json(payload));
  }

  @Test
  void shouldCompleteWithItsConfigWhenItTransforms() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(builtIn("t", "transform", "{'sum':'${input.a + input.b}'}")))
            .start("{'a':1,'b':2}");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.output()).isEqualTo(Scenario.json("{'t':{'sum':3}}"));
  }

  @Test
  void shouldHoldNothingButATimerWhenItWaits() {
    Scenario scenario = Scenario.started(builtIn("w", "wait", "{'duration':'PT10S'}"));

    assertThat(scenario.statusOf("w")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.state().nextDue()).isEqualTo(Scenario.T0.plusSeconds(10));
    assertThat(scenario.pass("PT9S").last()).isEmpty();
    assertThat(scenario.pass("PT1S").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldWaitUntilAnInstant() {
    Scenario scenario =
        Scenario.started(builtIn("w", "wait", "{'until':'2026-03-01T10:00:30.5Z'}"));

    assertThat(scenario.state().nextDue()).isEqualTo(Scenario.T0.plusMillis(30_500));
  }

  @Test
  void shouldGoOnAtOnceWhenTheInstantIsPast() {
    assertThat(Scenario.started(builtIn("w", "wait", "{'until':'2020-01-01T00:00:00Z'}")).status())
        .isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldFailWhenTheDurationIsNone() {
    Scenario scenario = Scenario.started(builtIn("w", "wait", "{'duration':'${input.x}'}"));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(Objects.requireNonNull(scenario.node("w").error()).code())
        .isEqualTo("config-invalid");
  }

  @Test
  void shouldTimeOutWhenAWaitMayNotTakeThatLong() {
    Scenario scenario =
        Scenario.started(
            "{'id':'w','type':'task','executor':'wait','config':{'duration':'PT10S'},"
                + "'timeout':'PT3S','retries':0}");

    assertThat(scenario.pass("PT3S").statusOf("w")).isEqualTo(NodeStatus.TIMEOUT);
  }

  @Test
  void shouldCompleteWithThePayloadWhenTheSignalComes() {
    Scenario scenario = Scenario.started(builtIn("s", "signal", "{'name':'go'}"));

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.WAITING);
    scenario.control(signal("go", "{'by':'me'}"));
    assertThat(scenario.lastNames())
        .containsExactly("SignalReceived", "NodeCompleted", "InstanceCompleted");
    assertThat(scenario.node("s").output()).isEqualTo(Scenario.json("{'by':'me'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "null, 'the name of a signal must be a text, not null'",
    "7, 'the name of a signal must be a text, not 7'",
    "' ', the name of a signal must not be blank"
  })
  void shouldFailWhenNoSignalCanHaveTheName(String name, String why) {
    Scenario scenario =
        Scenario.of(Definitions.nodes(builtIn("s", "signal", "{'name':'${input.name}'}")))
            .start("{'name':%s}".formatted(name.isBlank() ? "' '" : name));

    assertThat(Objects.requireNonNull(scenario.node("s").error()).message()).contains(why);
  }

  @Test
  void shouldFailWhenTheNameOfASignalIsLongerThanASignalMayHave() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(builtIn("s", "signal", "{'name':'${input.name}'}")))
            .start("{'name':'%s'}".formatted("n".repeat(256)));

    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldKeepASignalThatComesEarly() {
    Scenario scenario =
        Scenario.started(
                Definitions.task("a"),
                "{'id':'s','type':'task','executor':'signal','config':{'name':'go'},"
                    + "'dependsOn':['a']}")
            .control(signal("go", "1"))
            .control(signal("go", "2"));

    assertThat(scenario.lastNames()).containsExactly("SignalReceived");
    scenario.complete("a");
    assertThat(scenario.node("s").output()).isEqualTo(Scenario.json("1"));
    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(scenario.state().signals().get("go")).hasSize(1);
  }

  @Test
  void shouldIgnoreASignalOfAnotherName() {
    Scenario scenario =
        Scenario.started(builtIn("s", "signal", "{'name':'go-${1 + 1}'}"))
            .control(signal("go-1", "1"));

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.WAITING);
    assertThat(scenario.control(signal("go-2", "2")).status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldGiveEachSignalToOneNodeOnly() {
    Scenario scenario =
        Scenario.started(
                builtIn("s", "signal", "{'name':'go'}"), builtIn("t", "signal", "{'name':'go'}"))
            .control(signal("go", "1"));

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.statusOf("t")).isEqualTo(NodeStatus.WAITING);
  }

  @Test
  void shouldTimeOutWhenNoSignalComes() {
    Scenario scenario =
        Scenario.started(builtIn("s", "signal", "{'name':'go','timeout':'PT5S'}")).pass("PT5S");

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.TIMEOUT);
    assertThat(Objects.requireNonNull(scenario.node("s").error()).code())
        .isEqualTo("signal-timed-out");
    assertThat(scenario.status()).isEqualTo(InstanceStatus.FAILED);
  }

  @Test
  void shouldRefuseToKeepTooManySignals() {
    Scenario scenario =
        Scenario.of(Definitions.nodes(Definitions.task("a")), new Limits(100, 1000, 10, 1, 10, 10))
            .start()
            .control(signal("go", "1"))
            .control(signal("go", "2"));

    assertThat(scenario.lastOf(ControlRefused.class).code()).isEqualTo("too-many-signals");
  }

  @Test
  void shouldTakeASignalWhilePaused() {
    Scenario scenario =
        Scenario.started(builtIn("s", "signal", "{'name':'go'}"), Definitions.after("b", "s"))
            .control(ControlTest.PAUSE)
            .control(signal("go", "1"));

    assertThat(scenario.statusOf("s")).isEqualTo(NodeStatus.COMPLETED);
    assertThat(scenario.reached("b")).isFalse();
    assertThat(scenario.control(ControlTest.RESUME).reached("b")).isTrue();
  }

  @Test
  void shouldNotTimeOutWhatEndedBeforeWhenTimersFireLate() {
    Scenario scenario =
        Scenario.started(
                "{'id':'p','type':'parallel','timeout':2000,'branches':[{'id':'b','nodes':["
                    + builtIn("w", "wait", "{'duration':1000}")
                    + "]}]}")
            .pass("PT1H");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void shouldNotTimeOutAWaitThatWasOverBeforeWhenItsTimerFiresLate() {
    Scenario scenario =
        Scenario.started(
                "{'id':'w','type':'task','executor':'wait','config':{'duration':'PT1S'},"
                    + "'timeout':'PT3S','retries':0}")
            .pass("PT1H");

    assertThat(scenario.status()).isEqualTo(InstanceStatus.COMPLETED);
  }
}
